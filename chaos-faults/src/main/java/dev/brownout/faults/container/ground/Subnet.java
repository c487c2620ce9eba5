package dev.brownout.faults.container.ground;

/**
 * A block of 64 addresses: the bridge's, the node's, the component's, those on which the node takes the component's links, and
 * the rest for whoever else Docker puts there.
 *
 * @param prefix the first three bytes: {@code 10.86.3}
 * @param first the last byte of its first address, a multiple of 64
 */
record Subnet(String prefix, int first) {
    private static final int SIZE = 64;
    private static final int NODE = 2;
    private static final int COMPONENT = 3;
    private static final int FIRST_LINK = 4;
    private static final int DYNAMIC = 32;
    /** The most links that a component can have. */
    static final int MOST_LINKS = DYNAMIC - FIRST_LINK;

    /** Cuts one out of 10.64.0.0/10: {@code block} picks 4,096 addresses, {@code number} one of their 64 blocks. */
    static Subnet of(int block, int number) {
        int third = (block & 0x0f) * 16 + number / 4;
        return new Subnet("10." + (64 + (block >> 4 & 0x3f)) + "." + third, number % 4 * SIZE);
    }

    private String address(int number) {
        return prefix + "." + (first + number);
    }

    String cidr() {
        return address(0) + "/26";
    }

    /** Where Docker may put containers that ask for no address. */
    String dynamic() {
        return address(DYNAMIC) + "/27";
    }

    String gateway() {
        return address(1);
    }

    String node() {
        return address(NODE);
    }

    String component() {
        return address(COMPONENT);
    }

    String link(int number) {
        return address(FIRST_LINK + number);
    }
}
