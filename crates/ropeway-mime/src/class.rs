//! What a message class asks for ([MS-OXCMAIL] 2.1.3.2.1).

use crate::dsn::Action;
use crate::reports::Report;

/// The structures that message classes select.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// By body and attachments: IPM.Note and everything without a row of its own.
    Note,
    /// application/pkcs7-mime: the attachment is a CMS object.
    SmimeOpaque,
    /// multipart/signed: the attachment is the whole entity.
    SmimeSigned,
    /// multipart/report; what it says is the ending of the class ([MS-OXCMAIL] 2.1.3.6.1.1, 2.1.3.6.2.1).
    Report(Report),
    /// text/calendar next to the body.
    Calendar(Calendar),
    /// A contact: a vCard where it is attached.
    Contact,
}

/// What a calendar object says ([MS-OXCICAL] 2.1.3.1.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calendar {
    Appointment,
    Request,
    Accepted,
    Tentative,
    Declined,
    Canceled,
    /// The attendee passed the request on ([MS-OXOCAL] 2.2.9).
    Forwarded,
}

impl Class {
    /// Classes are compared without case; each is a prefix that ends at a dot, unless said otherwise.
    pub(crate) fn of(message_class: &str) -> Self {
        let class = message_class.to_ascii_lowercase();
        if class == "ipm.note.smime.multipartsigned"
            || is_form(&class) && class.ends_with(".smime.multipartsigned")
        {
            return Self::SmimeSigned;
        }
        if class == "ipm.note.smime" || is_form(&class) && class.ends_with(".smime") {
            return Self::SmimeOpaque;
        }
        if is(&class, "report") {
            return report(&class).map_or(Self::Note, Self::Report);
        }
        if is(&class, "ipm.appointment") {
            return Self::Calendar(Calendar::Appointment);
        }
        if let Some(meeting) = class.strip_prefix("ipm.schedule.meeting.") {
            return meeting_kind(meeting).map_or(Self::Note, Self::Calendar);
        }
        if is(&class, "ipm.contact") {
            return Self::Contact;
        }
        Self::Note
    }
}

/// Whether a class in lower case is this one or one below it.
pub(crate) fn is(class: &str, prefix: &str) -> bool {
    class
        .strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn is_form(class: &str) -> bool {
    class.starts_with("ipm.infopathform.")
}

fn report(class: &str) -> Option<Report> {
    use Action::{Delayed, Delivered, Expanded, Failed, Relayed};
    // The longer ending first.
    let endings = [
        (".expanded.dr", Report::Delivery(Expanded)),
        (".relayed.dr", Report::Delivery(Relayed)),
        (".delayed.dr", Report::Delivery(Delayed)),
        (".dr", Report::Delivery(Delivered)),
        (".ndr", Report::Delivery(Failed)),
        (".ipnrn", Report::Receipt { read: true }),
        (".ipnnrn", Report::Receipt { read: false }),
    ];
    endings
        .into_iter()
        .find(|(ending, _)| class.ends_with(ending))
        .map(|(_, report)| report)
}

fn meeting_kind(rest: &str) -> Option<Calendar> {
    let kinds = [
        ("request", Calendar::Request),
        ("resp.pos", Calendar::Accepted),
        ("resp.tent", Calendar::Tentative),
        ("resp.neg", Calendar::Declined),
        ("canceled", Calendar::Canceled),
        ("notification.forward", Calendar::Forwarded),
    ];
    kinds
        .into_iter()
        .find(|(prefix, _)| is(rest, prefix))
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sk_04_the_class_selects_the_structure_without_regard_to_case() {
        use Calendar::{Accepted, Appointment, Forwarded, Request};
        for (class, expected) in [
            ("", Class::Note),
            ("IPM.Note", Class::Note),
            ("IPM.Note.SMIME", Class::SmimeOpaque),
            ("ipm.note.smime.multipartsigned", Class::SmimeSigned),
            ("IPM.Note.SMIME.Other", Class::Note),
            ("IPM.Note.SMIMEX", Class::Note),
            ("IPM.InfoPathForm.x.SMIME", Class::SmimeOpaque),
            ("IPM.InfoPathForm.x.SMIME.MultipartSigned", Class::SmimeSigned),
            (
                "REPORT.IPM.Note.NDR",
                Class::Report(Report::Delivery(Action::Failed)),
            ),
            (
                "REPORT.A.B.Relayed.DR",
                Class::Report(Report::Delivery(Action::Relayed)),
            ),
            (
                "REPORT.IPM.Note.DR",
                Class::Report(Report::Delivery(Action::Delivered)),
            ),
            (
                "REPORT.IPM.Note.IPNRN",
                Class::Report(Report::Receipt { read: true }),
            ),
            (
                "Report.IPM.Note.ipnnrn",
                Class::Report(Report::Receipt { read: false }),
            ),
            ("REPORT", Class::Note),
            ("IPM.Appointment", Class::Calendar(Appointment)),
            ("IPM.Appointment.Location", Class::Calendar(Appointment)),
            ("IPM.AppointmentSnapshot", Class::Note),
            ("IPM.Schedule.Meeting.Request", Class::Calendar(Request)),
            ("IPM.Schedule.Meeting.Resp.Pos", Class::Calendar(Accepted)),
            (
                "IPM.Schedule.Meeting.Notification.Forward",
                Class::Calendar(Forwarded),
            ),
            ("IPM.Schedule.Meeting.Other", Class::Note),
            ("IPM.Contact.Custom", Class::Contact),
            ("IPM.ContactList", Class::Note),
        ] {
            assert_eq!(Class::of(class), expected, "{class}");
        }
    }
}
