//! Notification ROPs ([MS-OXCROPS] 2.2.14; [MS-OXCNOTIF] 2.2.1.4.1.2).

use super::values::text;
use super::{Answer, Made, Of, made};
use proptest::prelude::*;
use ropeway_rop::{notification_flags as flag, notification_type as kind, table_event_type as event, *};

pub(crate) fn requests() -> Of<Request> {
    vec![request!(RopRegisterNotificationRequest, register())]
}

impl Made for NotificationScope {
    fn made() -> BoxedStrategy<Self> {
        prop_oneof![
            Just(NotificationScope::WholeStore),
            (made(), made()).prop_map(|(folder_id, message_id)| NotificationScope::Object {
                folder_id,
                message_id
            }),
        ]
        .boxed()
    }
}

fn register() -> BoxedStrategy<RopRegisterNotificationRequest> {
    (any::<([u8; 3], u16, u8)>(), made())
        .prop_map(|((indexes, notification_types, reserved), scope)| {
            let [logon_id, input_handle_index, output_handle_index] = indexes;
            RopRegisterNotificationRequest {
                logon_id,
                input_handle_index,
                output_handle_index,
                notification_types,
                reserved: (notification_types & kind::EXTENDED != 0).then_some(reserved),
                scope,
            }
        })
        .boxed()
}

impl Made for NewMail {
    fn made() -> BoxedStrategy<Self> {
        any::<bool>()
            .prop_flat_map(|is_wide| {
                made!(NewMail {
                    message_flags,
                    unicode_flag = Just(is_wide),
                    message_class = text(is_wide)
                })
            })
            .boxed()
    }
}
impl Made for NotificationTags {
    fn made() -> BoxedStrategy<Self> {
        prop_oneof![
            1 => Just(NotificationTags::Unknown),
            3 => made::<Vec<_>>().prop_map(NotificationTags::Tags),
        ]
        .boxed()
    }
}

/// The types: each bit, none, and two at once.
pub(crate) const KINDS: [u16; 11] = [
    0,
    kind::NEW_MAIL,
    kind::OBJECT_CREATED,
    kind::OBJECT_DELETED,
    kind::OBJECT_MODIFIED,
    kind::OBJECT_MOVED,
    kind::OBJECT_COPIED,
    kind::SEARCH_COMPLETED,
    kind::TABLE_MODIFIED,
    kind::EXTENDED,
    kind::OBJECT_CREATED | kind::OBJECT_MOVED,
];

/// The events of a table, and one that is none.
pub(crate) const EVENTS: [u16; 6] = [
    event::TABLE_CHANGED,
    event::ROW_ADDED,
    event::ROW_DELETED,
    event::ROW_MODIFIED,
    event::RESTRICTION_CHANGED,
    2,
];

fn row_id(of_message: bool) -> BoxedStrategy<TableRowId> {
    (made(), made(), any::<u32>())
        .prop_map(move |(folder_id, message_id, instance)| TableRowId {
            folder_id,
            message: of_message.then_some((message_id, instance)),
        })
        .boxed()
}

/// Something, or nothing where the flags say so.
fn only_if<T: std::fmt::Debug + Clone + 'static>(
    there: bool,
    strategy: BoxedStrategy<T>,
) -> BoxedStrategy<Option<T>> {
    if there {
        strategy.prop_map(Some).boxed()
    } else {
        Just(None).boxed()
    }
}

/// A table event with the fields that its type brings.
fn table_event(event_type: u16, of_message: bool) -> BoxedStrategy<TableEvent> {
    let brought = matches!(event_type, event::ROW_ADDED | event::ROW_MODIFIED);
    let named = brought || event_type == event::ROW_DELETED;
    made!(TableEvent {
        event_type = Just(event_type),
        row = only_if(named, row_id(of_message)),
        insert_after = only_if(brought, row_id(of_message)),
        row_data = only_if(brought, made()),
    })
}

/// NotificationData with the fields that its flags bring.
pub(crate) fn data_of(flags: u16, event_type: u16) -> BoxedStrategy<NotificationData> {
    let kind = flags & kind::MASK;
    let set = |mask| flags & mask != 0;
    let of_message = set(flag::MESSAGE);
    let object = kind != kind::TABLE_MODIFIED && kind != kind::EXTENDED;
    let moved = kind == kind::OBJECT_MOVED || kind == kind::OBJECT_COPIED;
    let parent = moved || kind == kind::OBJECT_CREATED || kind == kind::OBJECT_DELETED;
    let tags = kind == kind::OBJECT_CREATED || kind == kind::OBJECT_MODIFIED;
    made!(NotificationData {
        notification_flags = Just(flags),
        table_event = only_if(kind == kind::TABLE_MODIFIED, table_event(event_type, of_message)),
        folder_id = only_if(object, made()),
        message_id = only_if(object && of_message, made()),
        parent_folder_id = only_if(parent && set(flag::SEARCH_FOLDER) == of_message, made()),
        old_folder_id = only_if(moved, made()),
        old_message_id = only_if(moved && of_message, made()),
        old_parent_folder_id = only_if(moved && !of_message, made()),
        tags = only_if(tags, made()),
        total_message_count = only_if(set(flag::TOTAL_COUNT), made()),
        unread_message_count = only_if(set(flag::UNREAD_COUNT), made()),
        new_mail = only_if(kind == kind::NEW_MAIL, made()),
    })
}

impl Made for NotificationData {
    fn made() -> BoxedStrategy<Self> {
        let kind = prop::sample::select(KINDS.to_vec());
        let event = prop::sample::select(EVENTS.to_vec());
        (kind, event, 0u16..16)
            .prop_flat_map(|(kind, event, high)| data_of(kind | high << 12, event))
            .boxed()
    }
}

pub(crate) fn answers() -> Of<Answer> {
    vec![
        ok!(REGISTER_NOTIFICATION RopRegisterNotificationResponse [output_handle_index]),
        response!(NOTIFY RopNotifyResponse { notification_handle, logon_id, notification_data }),
        response!(PENDING RopPendingResponse { session_index }),
    ]
}
