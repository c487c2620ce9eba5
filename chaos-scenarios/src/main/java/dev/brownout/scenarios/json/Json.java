package dev.brownout.scenarios.json;

import dev.brownout.api.Durations;
import dev.brownout.api.Halt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** The one way in which plans, journals and verdicts are written as JSON: kebab-case keys, durations as {@code 2m30s}. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // the same objects as the words in our code, which are looked up in every entry of a history
                    .enable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(tools.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .changeDefaultPropertyInclusion(
                    i -> i.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT))
            .addModule(new SimpleModule()
                    .addSerializer(new DurationWriter())
                    .addDeserializer(Duration.class, new DurationReader())
                    .addSerializer(new HaltWriter())
                    .addDeserializer(Halt.class, new HaltReader()))
            .build();

    private Json() {}

    /**
     * Give the mapper.
     *
     * @return the one mapper; thread safe
     */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /**
     * Write a value on one line.
     *
     * @param value the value
     * @return its JSON
     */
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Write a value for people.
     *
     * @param value the value
     * @return its JSON, indented, with Unix line ends on every system
     */
    public static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value).replace("\r\n", "\n");
    }

    /**
     * Digest a value by its JSON.
     *
     * @param value the value
     * @return SHA-256 in lower-case hex
     */
    public static String digest(Object value) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(line(value).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256 (MessageDigest, Java SE API)", e);
        }
    }

    private static final class DurationWriter extends StdSerializer<Duration> {
        DurationWriter() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializationContext context) {
            out.writeString(Durations.format(value));
        }
    }

    private static final class DurationReader extends StdDeserializer<Duration> {
        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) {
            return Durations.parse(in.getString().toLowerCase(Locale.ROOT));
        }
    }

    private static final class HaltWriter extends StdSerializer<Halt> {
        HaltWriter() {
            super(Halt.class);
        }

        @Override
        public void serialize(Halt value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.words());
        }
    }

    private static final class HaltReader extends StdDeserializer<Halt> {
        HaltReader() {
            super(Halt.class);
        }

        @Override
        public Halt deserialize(JsonParser in, DeserializationContext context) {
            return Halt.parse(in.getString());
        }
    }
}
