package dev.brownout.faults.tcp.toxic;

import io.netty.buffer.ByteBuf;

/** Hands everything on at once, unless a stage that builds on it does otherwise. */
class PassThrough implements Stage {
    final StageContext context;

    PassThrough(StageContext context) {
        this.context = context;
    }

    @Override
    public void data(ByteBuf data) {
        context.forward(data);
    }

    @Override
    public void end() {
        context.forwardEnd();
    }

    @Override
    public void remove() {
        // nothing is held
    }

    @Override
    public void discard() {
        // nothing is held
    }
}
