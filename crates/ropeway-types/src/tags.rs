//! Canonical property tags ([MS-OXPROPS] 2), by their specification names.
//!
//! A string property stands here with its Unicode type; [`crate::PropertyTag::with_type`] gives the other.

use crate::tag::PropertyTag;

macro_rules! tags {
    ($($name:ident = $value:literal, $spec:literal;)*) => {
        $( #[doc = concat!($spec, ".")] pub const $name: PropertyTag = PropertyTag($value); )*

        /// All tags named here with their specification names, in ascending order.
        pub const ALL: &[(PropertyTag, &str)] = &[$(($name, $spec)),*];
    };
}

/// The specification's name of a tag; a string property answers to both string types.
pub fn name(tag: PropertyTag) -> Option<&'static str> {
    use crate::tag::PropertyType;
    let find = |tag: PropertyTag| {
        let at = ALL.binary_search_by_key(&tag, |(t, _)| *t).ok()?;
        ALL.get(at).map(|(_, name)| *name)
    };
    match tag.property_type() {
        PropertyType::STRING8 => find(tag).or_else(|| find(tag.with_type(PropertyType::STRING))),
        _ => find(tag),
    }
}

tags! {
    AUTO_FORWARDED = 0x0005_000B, "PidTagAutoForwarded";
    DEFERRED_DELIVERY_TIME = 0x000F_0040, "PidTagDeferredDeliveryTime";
    EXPIRY_TIME = 0x0015_0040, "PidTagExpiryTime";
    IMPORTANCE = 0x0017_0003, "PidTagImportance";
    LATEST_DELIVERY_TIME = 0x0019_0040, "PidTagLatestDeliveryTime";
    MESSAGE_CLASS = 0x001A_001F, "PidTagMessageClass";
    ORIGINATOR_DELIVERY_REPORT_REQUESTED = 0x0023_000B, "PidTagOriginatorDeliveryReportRequested";
    PARENT_KEY = 0x0025_0102, "PidTagParentKey";
    PRIORITY = 0x0026_0003, "PidTagPriority";
    READ_RECEIPT_REQUESTED = 0x0029_000B, "PidTagReadReceiptRequested";
    REPLY_TIME = 0x0030_0040, "PidTagReplyTime";
    SENSITIVITY = 0x0036_0003, "PidTagSensitivity";
    SUBJECT = 0x0037_001F, "PidTagSubject";
    CLIENT_SUBMIT_TIME = 0x0039_0040, "PidTagClientSubmitTime";
    SENT_REPRESENTING_SEARCH_KEY = 0x003B_0102, "PidTagSentRepresentingSearchKey";
    SUBJECT_PREFIX = 0x003D_001F, "PidTagSubjectPrefix";
    RECEIVED_BY_ENTRY_ID = 0x003F_0102, "PidTagReceivedByEntryId";
    RECEIVED_BY_NAME = 0x0040_001F, "PidTagReceivedByName";
    SENT_REPRESENTING_ENTRY_ID = 0x0041_0102, "PidTagSentRepresentingEntryId";
    SENT_REPRESENTING_NAME = 0x0042_001F, "PidTagSentRepresentingName";
    RECEIVED_REPRESENTING_ENTRY_ID = 0x0043_0102, "PidTagReceivedRepresentingEntryId";
    RECEIVED_REPRESENTING_NAME = 0x0044_001F, "PidTagReceivedRepresentingName";
    READ_RECEIPT_ENTRY_ID = 0x0046_0102, "PidTagReadReceiptEntryId";
    PROVIDER_SUBMIT_TIME = 0x0048_0040, "PidTagProviderSubmitTime";
    ORIGINAL_MESSAGE_CLASS = 0x004B_001F, "PidTagOriginalMessageClass";
    REPLY_RECIPIENT_ENTRIES = 0x004F_0102, "PidTagReplyRecipientEntries";
    REPLY_RECIPIENT_NAMES = 0x0050_001F, "PidTagReplyRecipientNames";
    RECEIVED_BY_SEARCH_KEY = 0x0051_0102, "PidTagReceivedBySearchKey";
    RECEIVED_REPRESENTING_SEARCH_KEY = 0x0052_0102, "PidTagReceivedRepresentingSearchKey";
    READ_RECEIPT_SEARCH_KEY = 0x0053_0102, "PidTagReadReceiptSearchKey";
    RESPONSE_REQUESTED = 0x0063_000B, "PidTagResponseRequested";
    SENT_REPRESENTING_ADDRESS_TYPE = 0x0064_001F, "PidTagSentRepresentingAddressType";
    SENT_REPRESENTING_EMAIL_ADDRESS = 0x0065_001F, "PidTagSentRepresentingEmailAddress";
    CONVERSATION_TOPIC = 0x0070_001F, "PidTagConversationTopic";
    CONVERSATION_INDEX = 0x0071_0102, "PidTagConversationIndex";
    RECEIVED_BY_ADDRESS_TYPE = 0x0075_001F, "PidTagReceivedByAddressType";
    RECEIVED_BY_EMAIL_ADDRESS = 0x0076_001F, "PidTagReceivedByEmailAddress";
    RECEIVED_REPRESENTING_ADDRESS_TYPE = 0x0077_001F, "PidTagReceivedRepresentingAddressType";
    RECEIVED_REPRESENTING_EMAIL_ADDRESS = 0x0078_001F, "PidTagReceivedRepresentingEmailAddress";
    TRANSPORT_MESSAGE_HEADERS = 0x007D_001F, "PidTagTransportMessageHeaders";
    TNEF_CORRELATION_KEY = 0x007F_0102, "PidTagTnefCorrelationKey";
    NON_DELIVERY_REPORT_REASON_CODE = 0x0C04_0003, "PidTagNonDeliveryReportReasonCode";
    NON_DELIVERY_REPORT_DIAG_CODE = 0x0C05_0003, "PidTagNonDeliveryReportDiagCode";
    ORIGINATOR_NON_DELIVERY_REPORT_REQUESTED = 0x0C08_000B, "PidTagOriginatorNonDeliveryReportRequested";
    RECIPIENT_TYPE = 0x0C15_0003, "PidTagRecipientType";
    SENDER_ENTRY_ID = 0x0C19_0102, "PidTagSenderEntryId";
    SENDER_NAME = 0x0C1A_001F, "PidTagSenderName";
    SUPPLEMENTARY_INFO = 0x0C1B_001F, "PidTagSupplementaryInfo";
    SENDER_SEARCH_KEY = 0x0C1D_0102, "PidTagSenderSearchKey";
    SENDER_ADDRESS_TYPE = 0x0C1E_001F, "PidTagSenderAddressType";
    SENDER_EMAIL_ADDRESS = 0x0C1F_001F, "PidTagSenderEmailAddress";
    NON_DELIVERY_REPORT_STATUS_CODE = 0x0C20_0003, "PidTagNonDeliveryReportStatusCode";
    REMOTE_MESSAGE_TRANSFER_AGENT = 0x0C21_001F, "PidTagRemoteMessageTransferAgent";
    DELETE_AFTER_SUBMIT = 0x0E01_000B, "PidTagDeleteAfterSubmit";
    DISPLAY_BCC = 0x0E02_001F, "PidTagDisplayBcc";
    DISPLAY_CC = 0x0E03_001F, "PidTagDisplayCc";
    DISPLAY_TO = 0x0E04_001F, "PidTagDisplayTo";
    MESSAGE_DELIVERY_TIME = 0x0E06_0040, "PidTagMessageDeliveryTime";
    MESSAGE_FLAGS = 0x0E07_0003, "PidTagMessageFlags";
    MESSAGE_SIZE = 0x0E08_0003, "PidTagMessageSize";
    SENT_MAIL_ENTRY_ID = 0x0E0A_0102, "PidTagSentMailEntryId";
    RESPONSIBILITY = 0x0E0F_000B, "PidTagResponsibility";
    MESSAGE_RECIPIENTS = 0x0E12_000D, "PidTagMessageRecipients";
    MESSAGE_ATTACHMENTS = 0x0E13_000D, "PidTagMessageAttachments";
    SUBMIT_FLAGS = 0x0E14_0003, "PidTagSubmitFlags";
    HAS_ATTACHMENTS = 0x0E1B_000B, "PidTagHasAttachments";
    NORMALIZED_SUBJECT = 0x0E1D_001F, "PidTagNormalizedSubject";
    RTF_IN_SYNC = 0x0E1F_000B, "PidTagRtfInSync";
    ATTACH_SIZE = 0x0E20_0003, "PidTagAttachSize";
    ATTACH_NUMBER = 0x0E21_0003, "PidTagAttachNumber";
    READ = 0x0E69_000B, "PidTagRead";
    TRUST_SENDER = 0x0E79_0003, "PidTagTrustSender";
    ACCESS = 0x0FF4_0003, "PidTagAccess";
    ROW_TYPE = 0x0FF5_0003, "PidTagRowType";
    INSTANCE_KEY = 0x0FF6_0102, "PidTagInstanceKey";
    ACCESS_LEVEL = 0x0FF7_0003, "PidTagAccessLevel";
    RECORD_KEY = 0x0FF9_0102, "PidTagRecordKey";
    OBJECT_TYPE = 0x0FFE_0003, "PidTagObjectType";
    ENTRY_ID = 0x0FFF_0102, "PidTagEntryId";
    BODY = 0x1000_001F, "PidTagBody";
    REPORT_TEXT = 0x1001_001F, "PidTagReportText";
    RTF_COMPRESSED = 0x1009_0102, "PidTagRtfCompressed";
    BODY_HTML = 0x1013_001F, "PidTagBodyHtml";
    HTML = 0x1013_0102, "PidTagHtml";
    BODY_CONTENT_LOCATION = 0x1014_001F, "PidTagBodyContentLocation";
    BODY_CONTENT_ID = 0x1015_001F, "PidTagBodyContentId";
    NATIVE_BODY = 0x1016_0003, "PidTagNativeBody";
    INTERNET_MESSAGE_ID = 0x1035_001F, "PidTagInternetMessageId";
    INTERNET_REFERENCES = 0x1039_001F, "PidTagInternetReferences";
    IN_REPLY_TO_ID = 0x1042_001F, "PidTagInReplyToId";
    LIST_HELP = 0x1043_001F, "PidTagListHelp";
    LIST_SUBSCRIBE = 0x1044_001F, "PidTagListSubscribe";
    LIST_UNSUBSCRIBE = 0x1045_001F, "PidTagListUnsubscribe";
    ORIGINAL_MESSAGE_ID = 0x1046_001F, "PidTagOriginalMessageId";
    ICON_INDEX = 0x1080_0003, "PidTagIconIndex";
    ATTRIBUTE_HIDDEN = 0x10F4_000B, "PidTagAttributeHidden";
    ROWID = 0x3000_0003, "PidTagRowid";
    DISPLAY_NAME = 0x3001_001F, "PidTagDisplayName";
    ADDRESS_TYPE = 0x3002_001F, "PidTagAddressType";
    EMAIL_ADDRESS = 0x3003_001F, "PidTagEmailAddress";
    CREATION_TIME = 0x3007_0040, "PidTagCreationTime";
    LAST_MODIFICATION_TIME = 0x3008_0040, "PidTagLastModificationTime";
    SEARCH_KEY = 0x300B_0102, "PidTagSearchKey";
    TARGET_ENTRY_ID = 0x3010_0102, "PidTagTargetEntryId";
    CONTENT_COUNT = 0x3602_0003, "PidTagContentCount";
    CONTENT_UNREAD_COUNT = 0x3603_0003, "PidTagContentUnreadCount";
    SUBFOLDERS = 0x360A_000B, "PidTagSubfolders";
    CONTAINER_CLASS = 0x3613_001F, "PidTagContainerClass";
    ATTACH_DATA_OBJECT = 0x3701_000D, "PidTagAttachDataObject";
    ATTACH_DATA_BINARY = 0x3701_0102, "PidTagAttachDataBinary";
    ATTACH_ENCODING = 0x3702_0102, "PidTagAttachEncoding";
    ATTACH_EXTENSION = 0x3703_001F, "PidTagAttachExtension";
    ATTACH_FILENAME = 0x3704_001F, "PidTagAttachFilename";
    ATTACH_METHOD = 0x3705_0003, "PidTagAttachMethod";
    ATTACH_LONG_FILENAME = 0x3707_001F, "PidTagAttachLongFilename";
    ATTACH_PATHNAME = 0x3708_001F, "PidTagAttachPathname";
    ATTACH_RENDERING = 0x3709_0102, "PidTagAttachRendering";
    ATTACH_TAG = 0x370A_0102, "PidTagAttachTag";
    RENDERING_POSITION = 0x370B_0003, "PidTagRenderingPosition";
    ATTACH_TRANSPORT_NAME = 0x370C_001F, "PidTagAttachTransportName";
    ATTACH_LONG_PATHNAME = 0x370D_001F, "PidTagAttachLongPathname";
    ATTACH_MIME_TAG = 0x370E_001F, "PidTagAttachMimeTag";
    ATTACH_CONTENT_BASE = 0x3711_001F, "PidTagAttachContentBase";
    ATTACH_CONTENT_ID = 0x3712_001F, "PidTagAttachContentId";
    ATTACH_CONTENT_LOCATION = 0x3713_001F, "PidTagAttachContentLocation";
    ATTACH_FLAGS = 0x3714_0003, "PidTagAttachFlags";
    TEXT_ATTACHMENT_CHARSET = 0x371B_001F, "PidTagTextAttachmentCharset";
    DISPLAY_TYPE = 0x3900_0003, "PidTagDisplayType";
    DISPLAY_TYPE_EX = 0x3905_0003, "PidTagDisplayTypeEx";
    SMTP_ADDRESS = 0x39FE_001F, "PidTagSmtpAddress";
    ADDRESS_BOOK_DISPLAY_NAME_PRINTABLE = 0x39FF_001F, "PidTagAddressBookDisplayNamePrintable";
    TRANSMITTABLE_DISPLAY_NAME = 0x3A20_001F, "PidTagTransmittableDisplayName";
    SEND_RICH_INFO = 0x3A40_000B, "PidTagSendRichInfo";
    SEND_INTERNET_ENCODING = 0x3A71_0003, "PidTagSendInternetEncoding";
    INTERNET_CODEPAGE = 0x3FDE_0003, "PidTagInternetCodepage";
    AUTO_RESPONSE_SUPPRESS = 0x3FDF_0003, "PidTagAutoResponseSuppress";
    DEFERRED_SEND_NUMBER = 0x3FEB_0003, "PidTagDeferredSendNumber";
    DEFERRED_SEND_UNITS = 0x3FEC_0003, "PidTagDeferredSendUnits";
    EXPIRY_NUMBER = 0x3FED_0003, "PidTagExpiryNumber";
    EXPIRY_UNITS = 0x3FEE_0003, "PidTagExpiryUnits";
    DEFERRED_SEND_TIME = 0x3FEF_0040, "PidTagDeferredSendTime";
    MESSAGE_LOCALE_ID = 0x3FF1_0003, "PidTagMessageLocaleId";
    CREATOR_NAME = 0x3FF8_001F, "PidTagCreatorName";
    CREATOR_ENTRY_ID = 0x3FF9_0102, "PidTagCreatorEntryId";
    LAST_MODIFIER_NAME = 0x3FFA_001F, "PidTagLastModifierName";
    LAST_MODIFIER_ENTRY_ID = 0x3FFB_0102, "PidTagLastModifierEntryId";
    MESSAGE_CODEPAGE = 0x3FFD_0003, "PidTagMessageCodepage";
    READ_RECEIPT_ADDRESS_TYPE = 0x4029_001F, "PidTagReadReceiptAddressType";
    READ_RECEIPT_EMAIL_ADDRESS = 0x402A_001F, "PidTagReadReceiptEmailAddress";
    READ_RECEIPT_NAME = 0x402B_001F, "PidTagReadReceiptName";
    CONTENT_FILTER_SPAM_CONFIDENCE_LEVEL = 0x4076_0003, "PidTagContentFilterSpamConfidenceLevel";
    SENDER_ID_STATUS = 0x4079_0003, "PidTagSenderIdStatus";
    INTERNET_MAIL_OVERRIDE_FORMAT = 0x5902_0003, "PidTagInternetMailOverrideFormat";
    MESSAGE_EDITOR_FORMAT = 0x5909_0003, "PidTagMessageEditorFormat";
    SENDER_SMTP_ADDRESS = 0x5D01_001F, "PidTagSenderSmtpAddress";
    SENT_REPRESENTING_SMTP_ADDRESS = 0x5D02_001F, "PidTagSentRepresentingSmtpAddress";
    READ_RECEIPT_SMTP_ADDRESS = 0x5D05_001F, "PidTagReadReceiptSmtpAddress";
    RECEIVED_BY_SMTP_ADDRESS = 0x5D07_001F, "PidTagReceivedBySmtpAddress";
    RECEIVED_REPRESENTING_SMTP_ADDRESS = 0x5D08_001F, "PidTagReceivedRepresentingSmtpAddress";
    RECIPIENT_ORDER = 0x5FDF_0003, "PidTagRecipientOrder";
    RECIPIENT_DISPLAY_NAME = 0x5FF6_001F, "PidTagRecipientDisplayName";
    RECIPIENT_ENTRY_ID = 0x5FF7_0102, "PidTagRecipientEntryId";
    RECIPIENT_FLAGS = 0x5FFD_0003, "PidTagRecipientFlags";
    RECIPIENT_TRACK_STATUS = 0x5FFF_0003, "PidTagRecipientTrackStatus";
    MIME_SKELETON = 0x64F0_0102, "PidTagMimeSkeleton";
    CHANGE_KEY = 0x65E2_0102, "PidTagChangeKey";
    PREDECESSOR_CHANGE_LIST = 0x65E3_0102, "PidTagPredecessorChangeList";
    MAXIMUM_SUBMIT_MESSAGE_SIZE = 0x666D_0003, "PidTagMaximumSubmitMessageSize";
    PROHIBIT_SEND_QUOTA = 0x666E_0003, "PidTagProhibitSendQuota";
    LOCAL_COMMIT_TIME = 0x6709_0040, "PidTagLocalCommitTime";
    SENT_MAIL_SVR_EID = 0x6740_00FB, "PidTagSentMailSvrEID";
    FOLDER_ID = 0x6748_0014, "PidTagFolderId";
    MID = 0x674A_0014, "PidTagMid";
    REPORTING_MESSAGE_TRANSFER_AGENT = 0x6820_001F, "PidTagReportingMessageTransferAgent";
    ATTACHMENT_LINK_ID = 0x7FFA_0003, "PidTagAttachmentLinkId";
    ATTACHMENT_FLAGS = 0x7FFD_0003, "PidTagAttachmentFlags";
    ATTACHMENT_HIDDEN = 0x7FFE_000B, "PidTagAttachmentHidden";
    ATTACHMENT_CONTACT_PHOTO = 0x7FFF_000B, "PidTagAttachmentContactPhoto";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::PropertyType;

    #[test]
    fn table_is_in_order_and_found_by_tag() {
        assert!(ALL.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(name(SUBJECT), Some("PidTagSubject"));
        assert_eq!(
            name(SUBJECT.with_type(PropertyType::STRING8)),
            Some("PidTagSubject")
        );
        assert_eq!(name(PropertyTag(0x7ABC_0003)), None);
    }
}
