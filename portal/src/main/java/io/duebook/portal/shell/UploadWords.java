package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.upload.UploadI18N;

/** What a place to drop files says, in the reader's language. */
public final class UploadWords {

    private UploadWords() {}

    /**
     * @param drop what can be done with the mouse
     * @param choose what its button says
     * @param tooLarge what is said of a file beyond the size
     * @param notThisType what is said of a file of another type
     */
    public static UploadI18N of(Component on, String drop, String choose, String tooLarge, String notThisType) {
        var words = new UploadI18N();
        words.setDropFiles(new UploadI18N.DropFiles().setOne(drop).setMany(drop));
        words.setAddFiles(new UploadI18N.AddFiles().setOne(choose).setMany(choose));
        String uploading = on.getTranslation("upload.uploading");
        words.setUploading(new UploadI18N.Uploading()
                .setStatus(new UploadI18N.Uploading.Status()
                        .setConnecting(uploading)
                        .setStalled(uploading)
                        .setProcessing(uploading)
                        .setHeld(uploading))
                .setRemainingTime(
                        new UploadI18N.Uploading.RemainingTime().setPrefix("").setUnknown(""))
                .setError(new UploadI18N.Uploading.Error()
                        .setServerUnavailable(on.getTranslation("problem.unreachable"))
                        .setUnexpectedServerError(on.getTranslation("problem.internal_error"))
                        .setForbidden(on.getTranslation("problem.forbidden"))));
        words.setError(new UploadI18N.Error()
                .setFileIsTooBig(tooLarge)
                .setIncorrectFileType(notThisType)
                .setTooManyFiles(on.getTranslation("upload.one_only")));
        return words;
    }
}
