package com.example

import com.sun.net.httpserver.HttpServer
import dev.brownout.api.Protocol
import dev.brownout.junit.Brownout
import dev.brownout.junit.Faults
import dev.brownout.junit.LinkAddress
import dev.brownout.junit.StackUnderTest
import dev.brownout.junit.Targets.link
import dev.brownout.scenarios.stack.ServiceStack
import java.io.IOException
import java.net.HttpURLConnection
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI
import java.time.Duration
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

// docs: begin kotlin
@Brownout
class BalancesTests {

    @Test
    fun `reads the balance`(@LinkAddress("ledger") ledger: URI) {
        assertEquals("12.5", read(ledger))
    }

    @Test
    fun `waits for a slow ledger`(faults: Faults, @LinkAddress("ledger") ledger: URI) {
        faults.on(link("ledger")).fault("tcp.latency").with("latency", Duration.ofMillis(200)).inject().use {
            val began = System.nanoTime()
            assertEquals("12.5", read(ledger))
            assertTrue(System.nanoTime() - began >= 150_000_000)
        }
    }

    @Test
    fun `never invents a balance`(faults: Faults, @LinkAddress("ledger") ledger: URI) {
        faults.on(link("ledger")).fault("http.error-page").inject()
        assertThrows<IOException> { read(ledger) }
    }

    // docs: end

    private fun read(ledger: URI): String {
        val connection = ledger.toURL().openConnection() as HttpURLConnection
        connection.connectTimeout = 5_000
        connection.readTimeout = 5_000
        connection.setRequestProperty("Connection", "close")
        return connection.inputStream.use { it.readBytes().decodeToString() }
    }

    companion object {
        // docs: begin kotlin-stack
        private lateinit var ledger: HttpServer

        @StackUnderTest
        @JvmField
        val stack: ServiceStack =
            ServiceStack.builder("exchange").service("ledger", Protocol.HTTP1) { ledger.address }.build()
        // docs: end

        @BeforeAll
        @JvmStatic
        fun startLedger() {
            ledger = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
            ledger.createContext("/") { exchange ->
                val body = "12.5".toByteArray()
                exchange.sendResponseHeaders(200, body.size.toLong())
                exchange.responseBody.write(body)
                exchange.close()
            }
            ledger.start()
        }

        @AfterAll
        @JvmStatic
        fun stopLedger() = ledger.stop(0)
    }
}
