#!/bin/sh
# Takes what the public image takes: nothing, options, a configuration file, or any command. Reachable from other
# containers, as that is what it is for.
set -eu
case ${1:-redis-server} in
    -* | *.conf) ;;
    redis-server) [ $# = 0 ] || shift ;;
    *) exec "$@" ;;
esac
case ${1:-} in
    -v | --version | -h | --help) exec redis-server "$@" ;;
    '' | -*) exec redis-server --bind 0.0.0.0 --protected-mode no --dir /data "$@" ;;
    *)
        # a file comes first, and what it says holds
        exec redis-server "$@"
        ;;
esac
