// Generated from what each fault says of itself; see CONTRIBUTING.md. Do not edit.
package dev.brownout.junit;

import dev.brownout.junit.fault.ContainerCrashLoop;
import dev.brownout.junit.fault.ContainerDiskFull;
import dev.brownout.junit.fault.ContainerKill;
import dev.brownout.junit.fault.ContainerOffNetwork;
import dev.brownout.junit.fault.ContainerPause;
import dev.brownout.junit.fault.ContainerRestart;
import dev.brownout.junit.fault.ContainerSqueeze;
import dev.brownout.junit.fault.ContainerStop;
import dev.brownout.junit.fault.DnsEmptyAnswer;
import dev.brownout.junit.fault.DnsFlap;
import dev.brownout.junit.fault.DnsNxdomain;
import dev.brownout.junit.fault.DnsPartial;
import dev.brownout.junit.fault.DnsRefused;
import dev.brownout.junit.fault.DnsServfail;
import dev.brownout.junit.fault.DnsSlow;
import dev.brownout.junit.fault.DnsStaleAnswer;
import dev.brownout.junit.fault.DnsTimeout;
import dev.brownout.junit.fault.DnsTruncated;
import dev.brownout.junit.fault.DnsTtl;
import dev.brownout.junit.fault.DnsWrongAddress;
import dev.brownout.junit.fault.FileAlternate;
import dev.brownout.junit.fault.FileDuplicateRows;
import dev.brownout.junit.fault.FileEmpty;
import dev.brownout.junit.fault.FileHalfWritten;
import dev.brownout.junit.fault.FileNullField;
import dev.brownout.junit.fault.FileOversize;
import dev.brownout.junit.fault.FileTruncate;
import dev.brownout.junit.fault.FileWrongType;
import dev.brownout.junit.fault.HttpAbort;
import dev.brownout.junit.fault.HttpAlternate;
import dev.brownout.junit.fault.HttpDelay;
import dev.brownout.junit.fault.HttpDropHeaders;
import dev.brownout.junit.fault.HttpErrorPage;
import dev.brownout.junit.fault.HttpFreeze;
import dev.brownout.junit.fault.HttpLostAnswer;
import dev.brownout.junit.fault.HttpRewrite;
import dev.brownout.junit.fault.HttpStall;
import dev.brownout.junit.fault.HttpThrottle;
import dev.brownout.junit.fault.LoadLoginSurge;
import dev.brownout.junit.fault.LoadReconnectHerd;
import dev.brownout.junit.fault.LoadRetryStorm;
import dev.brownout.junit.fault.LoadSurge;
import dev.brownout.junit.fault.PacketDrop;
import dev.brownout.junit.fault.PacketLoss;
import dev.brownout.junit.fault.PacketRateLimit;
import dev.brownout.junit.fault.PacketReject;
import dev.brownout.junit.fault.PacketSynDrop;
import dev.brownout.junit.fault.PostgresReadOnly;
import dev.brownout.junit.fault.PostgresRefuseConnections;
import dev.brownout.junit.fault.PostgresSlow;
import dev.brownout.junit.fault.ProcessCrashLoop;
import dev.brownout.junit.fault.ProcessKill;
import dev.brownout.junit.fault.ProcessPause;
import dev.brownout.junit.fault.ProcessRestart;
import dev.brownout.junit.fault.RedisFlush;
import dev.brownout.junit.fault.RedisReadonly;
import dev.brownout.junit.fault.RegionBlackout;
import dev.brownout.junit.fault.RegionFlap;
import dev.brownout.junit.fault.TcpBandwidth;
import dev.brownout.junit.fault.TcpBlackhole;
import dev.brownout.junit.fault.TcpConnectionLimit;
import dev.brownout.junit.fault.TcpHalfOpen;
import dev.brownout.junit.fault.TcpLatency;
import dev.brownout.junit.fault.TcpLimitData;
import dev.brownout.junit.fault.TcpRefuse;
import dev.brownout.junit.fault.TcpReset;
import dev.brownout.junit.fault.TcpSlicer;
import dev.brownout.junit.fault.TcpSlowClose;
import dev.brownout.junit.fault.TcpTimeout;
import dev.brownout.junit.fault.TlsExpired;
import dev.brownout.junit.fault.TlsHandshakeFailure;
import dev.brownout.junit.fault.TlsHandshakeStall;
import dev.brownout.junit.fault.TlsNotYetValid;
import dev.brownout.junit.fault.TlsUnknownIssuer;
import dev.brownout.junit.fault.TlsVersionMismatch;
import dev.brownout.junit.fault.TlsWrongName;
import dev.brownout.junit.fault.WsClose;
import dev.brownout.junit.fault.WsDropFrames;
import dev.brownout.junit.fault.WsSilence;
import dev.brownout.junit.fault.ZoneLoss;
import java.time.Duration;

/** Every fault as its own example has it, declared and by code: what the reference shows. */
final class FaultExamples {
    private FaultExamples() {}

    @ContainerCrashLoop(component = "ledger")
    static PreparedFault<?> containerCrashLoop(ComponentTarget component) {
        return component.container().crashLoop();
    }

    @ContainerDiskFull(component = "ledger", path = "/data")
    static PreparedFault<?> containerDiskFull(ComponentTarget component) {
        return component.container().diskFull().path("/data");
    }

    @ContainerKill(component = "ledger")
    static PreparedFault<?> containerKill(ComponentTarget component) {
        return component.container().kill();
    }

    @ContainerOffNetwork(component = "ledger")
    static PreparedFault<?> containerOffNetwork(ComponentTarget component) {
        return component.container().offNetwork();
    }

    @ContainerPause(component = "ledger")
    static PreparedFault<?> containerPause(ComponentTarget component) {
        return component.container().pause();
    }

    @ContainerRestart(component = "ledger")
    static PreparedFault<?> containerRestart(ComponentTarget component) {
        return component.container().restart();
    }

    @ContainerSqueeze(component = "ledger", cpus = 0.5)
    static PreparedFault<?> containerSqueeze(ComponentTarget component) {
        return component.container().squeeze().cpus(0.5);
    }

    @ContainerStop(component = "ledger")
    static PreparedFault<?> containerStop(ComponentTarget component) {
        return component.container().stop();
    }

    @DnsEmptyAnswer(name = "ledger.example", negativeTtl = "1s")
    static PreparedFault<?> dnsEmptyAnswer(NameTarget name) {
        return name.dns().emptyAnswer().negativeTtl(Duration.ofSeconds(1));
    }

    @DnsFlap(name = "ledger.example", period = "600ms", bad = 0.5)
    static PreparedFault<?> dnsFlap(NameTarget name) {
        return name.dns().flap().period(Duration.ofMillis(600)).bad(0.5);
    }

    @DnsNxdomain(name = "ledger.example", negativeTtl = "1s")
    static PreparedFault<?> dnsNxdomain(NameTarget name) {
        return name.dns().nxdomain().negativeTtl(Duration.ofSeconds(1));
    }

    @DnsPartial(name = "ledger.example", keep = 0.5)
    static PreparedFault<?> dnsPartial(NameTarget name) {
        return name.dns().partial().keep(0.5);
    }

    @DnsRefused(name = "ledger.example")
    static PreparedFault<?> dnsRefused(NameTarget name) {
        return name.dns().refused();
    }

    @DnsServfail(name = "ledger.example")
    static PreparedFault<?> dnsServfail(NameTarget name) {
        return name.dns().servfail();
    }

    @DnsSlow(name = "ledger.example", delay = "300ms", jitter = "50ms")
    static PreparedFault<?> dnsSlow(NameTarget name) {
        return name.dns().slow().delay(Duration.ofMillis(300)).jitter(Duration.ofMillis(50));
    }

    @DnsStaleAnswer(name = "ledger.example", addresses = "127.0.53.54")
    static PreparedFault<?> dnsStaleAnswer(NameTarget name) {
        return name.dns().staleAnswer().addresses("127.0.53.54");
    }

    @DnsTimeout(name = "ledger.example")
    static PreparedFault<?> dnsTimeout(NameTarget name) {
        return name.dns().timeout();
    }

    @DnsTruncated(name = "ledger.example", tcp = "answers")
    static PreparedFault<?> dnsTruncated(NameTarget name) {
        return name.dns().truncated().tcp("answers");
    }

    @DnsTtl(name = "ledger.example", ttl = 86400)
    static PreparedFault<?> dnsTtl(NameTarget name) {
        return name.dns().ttl().ttl(86400);
    }

    @DnsWrongAddress(name = "ledger.example", addresses = "127.0.53.53")
    static PreparedFault<?> dnsWrongAddress(NameTarget name) {
        return name.dns().wrongAddress().addresses("127.0.53.53");
    }

    @FileAlternate(component = "ledger")
    static PreparedFault<?> fileAlternate(ComponentTarget component) {
        return component.file().alternate();
    }

    @FileDuplicateRows(component = "ledger")
    static PreparedFault<?> fileDuplicateRows(ComponentTarget component) {
        return component.file().duplicateRows();
    }

    @FileEmpty(component = "ledger")
    static PreparedFault<?> fileEmpty(ComponentTarget component) {
        return component.file().empty();
    }

    @FileHalfWritten(component = "ledger")
    static PreparedFault<?> fileHalfWritten(ComponentTarget component) {
        return component.file().halfWritten();
    }

    @FileNullField(component = "ledger")
    static PreparedFault<?> fileNullField(ComponentTarget component) {
        return component.file().nullField();
    }

    @FileOversize(component = "ledger")
    static PreparedFault<?> fileOversize(ComponentTarget component) {
        return component.file().oversize();
    }

    @FileTruncate(component = "ledger")
    static PreparedFault<?> fileTruncate(ComponentTarget component) {
        return component.file().truncate();
    }

    @FileWrongType(component = "ledger")
    static PreparedFault<?> fileWrongType(ComponentTarget component) {
        return component.file().wrongType();
    }

    @HttpAbort(link = "gateway-to-ledger")
    static PreparedFault<?> httpAbort(LinkTarget link) {
        return link.http().abort();
    }

    @HttpAlternate(link = "gateway-to-ledger")
    static PreparedFault<?> httpAlternate(LinkTarget link) {
        return link.http().alternate();
    }

    @HttpDelay(link = "gateway-to-ledger", delay = "300ms")
    static PreparedFault<?> httpDelay(LinkTarget link) {
        return link.http().delay().delay(Duration.ofMillis(300));
    }

    @HttpDropHeaders(link = "gateway-to-ledger")
    static PreparedFault<?> httpDropHeaders(LinkTarget link) {
        return link.http().dropHeaders();
    }

    @HttpErrorPage(link = "gateway-to-ledger")
    static PreparedFault<?> httpErrorPage(LinkTarget link) {
        return link.http().errorPage();
    }

    @HttpFreeze(link = "gateway-to-ledger")
    static PreparedFault<?> httpFreeze(LinkTarget link) {
        return link.http().freeze();
    }

    @HttpLostAnswer(link = "gateway-to-ledger")
    static PreparedFault<?> httpLostAnswer(LinkTarget link) {
        return link.http().lostAnswer();
    }

    @HttpRewrite(link = "gateway-to-ledger", patch = "[{\"op\":\"add\",\"path\":\"/balances\",\"value\":[]}]")
    static PreparedFault<?> httpRewrite(LinkTarget link) {
        return link.http().rewrite().patch("[{\"op\":\"add\",\"path\":\"/balances\",\"value\":[]}]");
    }

    @HttpStall(link = "gateway-to-ledger")
    static PreparedFault<?> httpStall(LinkTarget link) {
        return link.http().stall();
    }

    @HttpThrottle(link = "gateway-to-ledger")
    static PreparedFault<?> httpThrottle(LinkTarget link) {
        return link.http().throttle();
    }

    @LoadLoginSurge(link = "gateway-to-ledger", rate = 200, path = "/login")
    static PreparedFault<?> loadLoginSurge(LinkTarget link) {
        return link.load().loginSurge().rate(200).path("/login");
    }

    @LoadReconnectHerd(link = "gateway-to-ledger", clients = 50, within = "500ms")
    static PreparedFault<?> loadReconnectHerd(LinkTarget link) {
        return link.load().reconnectHerd().clients(50).within(Duration.ofMillis(500));
    }

    @LoadRetryStorm(link = "gateway-to-ledger", rate = 50, retries = 3, givenUp = 0.5)
    static PreparedFault<?> loadRetryStorm(LinkTarget link) {
        return link.load().retryStorm().rate(50).retries(3).givenUp(0.5);
    }

    @LoadSurge(link = "gateway-to-ledger", rate = 200)
    static PreparedFault<?> loadSurge(LinkTarget link) {
        return link.load().surge().rate(200);
    }

    @PacketDrop(link = "gateway-to-ledger")
    static PreparedFault<?> packetDrop(LinkTarget link) {
        return link.packet().drop();
    }

    @PacketLoss(link = "gateway-to-ledger", ratio = 0.3)
    static PreparedFault<?> packetLoss(LinkTarget link) {
        return link.packet().loss(0.3);
    }

    @PacketRateLimit(link = "gateway-to-ledger", rate = 40)
    static PreparedFault<?> packetRateLimit(LinkTarget link) {
        return link.packet().rateLimit(40);
    }

    @PacketReject(link = "gateway-to-ledger")
    static PreparedFault<?> packetReject(LinkTarget link) {
        return link.packet().reject();
    }

    @PacketSynDrop(link = "gateway-to-ledger")
    static PreparedFault<?> packetSynDrop(LinkTarget link) {
        return link.packet().synDrop();
    }

    @PostgresReadOnly(component = "ledger")
    static PreparedFault<?> postgresReadOnly(ComponentTarget component) {
        return component.postgres().readOnly();
    }

    @PostgresRefuseConnections(component = "ledger")
    static PreparedFault<?> postgresRefuseConnections(ComponentTarget component) {
        return component.postgres().refuseConnections();
    }

    @PostgresSlow(component = "ledger")
    static PreparedFault<?> postgresSlow(ComponentTarget component) {
        return component.postgres().slow();
    }

    @ProcessCrashLoop(component = "ledger")
    static PreparedFault<?> processCrashLoop(ComponentTarget component) {
        return component.process().crashLoop();
    }

    @ProcessKill(component = "ledger")
    static PreparedFault<?> processKill(ComponentTarget component) {
        return component.process().kill();
    }

    @ProcessPause(component = "ledger")
    static PreparedFault<?> processPause(ComponentTarget component) {
        return component.process().pause();
    }

    @ProcessRestart(component = "ledger")
    static PreparedFault<?> processRestart(ComponentTarget component) {
        return component.process().restart();
    }

    @RedisFlush(component = "ledger")
    static PreparedFault<?> redisFlush(ComponentTarget component) {
        return component.redis().flush();
    }

    @RedisReadonly(component = "ledger")
    static PreparedFault<?> redisReadonly(ComponentTarget component) {
        return component.redis().readonly();
    }

    @RegionBlackout(component = "ledger")
    static PreparedFault<?> regionBlackout(ComponentTarget component) {
        return component.region().blackout();
    }

    @RegionFlap(component = "ledger")
    static PreparedFault<?> regionFlap(ComponentTarget component) {
        return component.region().flap();
    }

    @TcpBandwidth(link = "gateway-to-ledger", rate = 100)
    static PreparedFault<?> tcpBandwidth(LinkTarget link) {
        return link.tcp().bandwidth(100);
    }

    @TcpBlackhole(link = "gateway-to-ledger")
    static PreparedFault<?> tcpBlackhole(LinkTarget link) {
        return link.tcp().blackhole();
    }

    @TcpConnectionLimit(link = "gateway-to-ledger", connections = 1)
    static PreparedFault<?> tcpConnectionLimit(LinkTarget link) {
        return link.tcp().connectionLimit(1);
    }

    @TcpHalfOpen(link = "gateway-to-ledger")
    static PreparedFault<?> tcpHalfOpen(LinkTarget link) {
        return link.tcp().halfOpen();
    }

    @TcpLatency(link = "gateway-to-ledger", latency = "150ms")
    static PreparedFault<?> tcpLatency(LinkTarget link) {
        return link.tcp().latency(Duration.ofMillis(150));
    }

    @TcpLimitData(link = "gateway-to-ledger", bytes = 0)
    static PreparedFault<?> tcpLimitData(LinkTarget link) {
        return link.tcp().limitData(0);
    }

    @TcpRefuse(link = "gateway-to-ledger")
    static PreparedFault<?> tcpRefuse(LinkTarget link) {
        return link.tcp().refuse();
    }

    @TcpReset(link = "gateway-to-ledger")
    static PreparedFault<?> tcpReset(LinkTarget link) {
        return link.tcp().reset();
    }

    @TcpSlicer(link = "gateway-to-ledger", size = 64, delay = "10ms")
    static PreparedFault<?> tcpSlicer(LinkTarget link) {
        return link.tcp().slicer().size(64).delay(Duration.ofMillis(10));
    }

    @TcpSlowClose(link = "gateway-to-ledger", delay = "500ms")
    static PreparedFault<?> tcpSlowClose(LinkTarget link) {
        return link.tcp().slowClose(Duration.ofMillis(500));
    }

    @TcpTimeout(link = "gateway-to-ledger")
    static PreparedFault<?> tcpTimeout(LinkTarget link) {
        return link.tcp().timeout();
    }

    @TlsExpired(link = "gateway-to-ledger", since = "24h")
    static PreparedFault<?> tlsExpired(LinkTarget link) {
        return link.tls().expired().since(Duration.ofHours(24));
    }

    @TlsHandshakeFailure(link = "gateway-to-ledger", ratio = 0.5)
    static PreparedFault<?> tlsHandshakeFailure(LinkTarget link) {
        return link.tls().handshakeFailure().ratio(0.5);
    }

    @TlsHandshakeStall(link = "gateway-to-ledger", ratio = 1)
    static PreparedFault<?> tlsHandshakeStall(LinkTarget link) {
        return link.tls().handshakeStall().ratio(1);
    }

    @TlsNotYetValid(link = "gateway-to-ledger", until = "24h")
    static PreparedFault<?> tlsNotYetValid(LinkTarget link) {
        return link.tls().notYetValid().until(Duration.ofHours(24));
    }

    @TlsUnknownIssuer(link = "gateway-to-ledger", ratio = 1)
    static PreparedFault<?> tlsUnknownIssuer(LinkTarget link) {
        return link.tls().unknownIssuer().ratio(1);
    }

    @TlsVersionMismatch(link = "gateway-to-ledger", server = "older")
    static PreparedFault<?> tlsVersionMismatch(LinkTarget link) {
        return link.tls().versionMismatch().server("older");
    }

    @TlsWrongName(link = "gateway-to-ledger", ratio = 1)
    static PreparedFault<?> tlsWrongName(LinkTarget link) {
        return link.tls().wrongName().ratio(1);
    }

    @WsClose(link = "gateway-to-ledger")
    static PreparedFault<?> wsClose(LinkTarget link) {
        return link.ws().close();
    }

    @WsDropFrames(link = "gateway-to-ledger")
    static PreparedFault<?> wsDropFrames(LinkTarget link) {
        return link.ws().dropFrames();
    }

    @WsSilence(link = "gateway-to-ledger")
    static PreparedFault<?> wsSilence(LinkTarget link) {
        return link.ws().silence();
    }

    @ZoneLoss(component = "ledger")
    static PreparedFault<?> zoneLoss(ComponentTarget component) {
        return component.zone().loss();
    }
}
