tasks.test {
    doFirst { jvmArgs("-javaagent:" + classpath.find { it.name.startsWith("chaos-agent") }) }
}
