plugins { java }

repositories { mavenCentral() }

dependencies {
    testImplementation(platform("dev.brownout:chaos-bom:0.1.0-SNAPSHOT"))
    testImplementation("dev.brownout:chaos-junit")
    testImplementation("org.junit.jupiter:junit-jupiter:5.14.4")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher")
}

tasks.test { useJUnitPlatform() }
