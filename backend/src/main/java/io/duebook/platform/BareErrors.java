package io.duebook.platform;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes problems of the errors that are answered before any of our code is asked: an address that is none, headers too
 * long, bytes that are no HTTP. The server below writes them without a body; here they get one on their way out.
 */
@Component
class BareErrors implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private static final String REQUEST_ID = "X-Request-Id";

    private final JsonMapper json;

    BareErrors(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.doOnChannelInit((observer, channel, remote) ->
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, "duebook.bareErrors", new Explained())));
    }

    private final class Explained extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
            boolean isBare = message instanceof FullHttpResponse response
                    && response.status().code() >= 400
                    && !response.content().isReadable()
                    && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE);
            context.write(isBare ? explained((FullHttpResponse) message) : message, written);
        }
    }

    private FullHttpResponse explained(FullHttpResponse bare) {
        String id = bare.headers().get(REQUEST_ID, "req_" + Ids.next());
        ByteBuf body = Unpooled.wrappedBuffer(json.writeValueAsBytes(
                problem(bare.status().code(), bare.status().reasonPhrase(), id)));
        var explained = new DefaultFullHttpResponse(
                bare.protocolVersion(), bare.status(), body, bare.headers().copy(), bare.trailingHeaders());
        explained
                .headers()
                .set(REQUEST_ID, id)
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .remove(HttpHeaderNames.TRANSFER_ENCODING);
        ReferenceCountUtil.release(bare);
        return explained;
    }

    private static Problem problem(int status, String title, String requestId) {
        String code =
                switch (status) {
                    case 400 -> "malformed_request";
                    case 413 -> "request_too_large";
                    case 414 -> "uri_too_long";
                    case 431 -> "headers_too_large";
                    default -> title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_");
                };
        String detail =
                switch (status) {
                    case 400 -> "This is no request that HTTP knows: check the address, its encoding and the headers.";
                    case 413, 414, 431 -> "The address, the headers or the body are longer than is taken here.";
                    default -> "The request cannot be answered like this: " + title + ".";
                };
        return new Problem(
                Problem.type(code), title, status, code, Map.of(), detail, List.of(), requestId, status >= 500);
    }
}
