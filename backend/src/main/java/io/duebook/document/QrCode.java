package io.duebook.document;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/** A QR code (ISO 18004) as a picture in a document. */
public final class QrCode {

    /** As EPC069-12 asks; a crease or a stain loses nothing. */
    private static final ErrorCorrectionLevel CORRECTION = ErrorCorrectionLevel.M;

    private static final int QUIET_ZONE_MODULES = 4;

    /** Of the picture, where a printer or a screen smooths edges: enough that each module stays sharp. */
    private static final int PIXELS = 480;

    private QrCode() {}

    /** @param says what a screen reader says instead of the picture */
    public static Markup.Element of(String content, String says) {
        return Markup.element("img")
                .with("src", "data:image/png;base64," + Base64.getEncoder().encodeToString(png(content)))
                .with("alt", says);
    }

    private static byte[] png(String content) {
        BitMatrix modules = modules(content);
        var picture = new BufferedImage(modules.getWidth(), modules.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                picture.setRGB(x, y, modules.get(x, y) ? 0x000000 : 0xFFFFFF);
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static BitMatrix modules(String content) {
        try {
            return new QRCodeWriter()
                    .encode(
                            content,
                            BarcodeFormat.QR_CODE,
                            PIXELS,
                            PIXELS,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    CORRECTION,
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE_MODULES,
                                    EncodeHintType.CHARACTER_SET,
                                    "UTF-8"));
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("too long for a QR code", tooLong);
        }
    }
}
