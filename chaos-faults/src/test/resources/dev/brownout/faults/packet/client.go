// A static client of the standard library alone. Each line of standard input is done once and answered with a line:
// "new" asks over a connection of its own, "kept" over one that stays open from the first time on.
package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

const limit = 2 * time.Second

func ask(client *http.Client, url string) string {
	begun := time.Now()
	answer, err := client.Get(url)
	if err != nil {
		return "failed " + err.Error()
	}
	defer answer.Body.Close()
	bytes, err := io.Copy(io.Discard, answer.Body)
	if err != nil {
		return "failed " + err.Error()
	}
	return fmt.Sprintf("answered %d %d", bytes, time.Since(begun).Milliseconds())
}

// client makes one that asks over a given connection, or over a new one each time.
func client(connection net.Conn) *http.Client {
	dial := net.Dialer{Timeout: limit}
	transport := &http.Transport{DialContext: dial.DialContext, DisableKeepAlives: connection == nil}
	if connection != nil {
		transport.Dial = func(string, string) (net.Conn, error) { return connection, nil }
		transport.DialContext = nil
	}
	return &http.Client{Transport: transport, Timeout: 10 * time.Second}
}

func main() {
	url, address := os.Args[1], os.Args[2]
	connection, err := net.Dial("tcp", address)
	if err != nil {
		fmt.Println("failed", err)
		os.Exit(1)
	}
	kept := client(connection)
	kept.Timeout = limit
	fmt.Println("ready", ask(kept, url))
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		if in.Text() == "kept" {
			fmt.Println(ask(kept, url))
		} else {
			fmt.Println(ask(client(nil), url))
		}
	}
}
