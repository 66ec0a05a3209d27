//! Batches and their answers, for people.

use crate::client::Answer;
use ropeway::rop::{Request, Response};
use ropeway::types::CodePage;

/// Prints each ROP of a batch with what was answered; says whether every one succeeded.
pub fn batch(requests: &[Request], answer: &Answer) -> bool {
    let mut responses = answer.responses.responses.iter();
    let mut good = true;
    for request in requests {
        let name = request.rop_id().name().unwrap_or("reserved");
        let line = format!("     {name:<28} {}", detail(request));
        if matches!(request, Request::Release(_)) {
            println!("{} (has no response)", line.trim_end());
            continue;
        }
        match responses.next() {
            Some(response) => {
                let code = response.return_value().unwrap_or_default();
                let well = (code.is_success() || code.is_warning()) && !is_overflow(response);
                println!(
                    "{} → {}",
                    line.trim_end(),
                    if code.is_success() && well {
                        "ok".to_owned()
                    } else {
                        format!("{code}{}", extra(response))
                    }
                );
                good &= well;
            }
            None => {
                println!("{} → no answer", line.trim_end());
                good = false;
            }
        }
    }
    for response in responses {
        println!(
            "     {} (beside the answers)",
            response.rop_id().name().unwrap_or("reserved")
        );
    }
    good
}

fn is_overflow(response: &Response) -> bool {
    matches!(response, Response::BufferTooSmall(_) | Response::Backoff(_))
}

fn extra(response: &Response) -> &'static str {
    if is_overflow(response) {
        " (the answer did not fit)"
    } else {
        ""
    }
}

fn detail(request: &Request) -> String {
    match request {
        Request::SetProperties(r) => {
            let names = r.property_values.iter().map(|p| tag_name(p.tag));
            names.collect::<Vec<_>>().join(" ")
        }
        Request::ModifyRecipients(r) => {
            let people = r.recipient_rows.iter().filter_map(|row| {
                let address = row.recipient_row.as_ref()?.email_address.as_ref()?;
                let kind = match row.recipient_type & 0x0F {
                    1 => "To",
                    2 => "Cc",
                    3 => "Bcc",
                    _ => "?",
                };
                Some(format!("{kind}:{}", address.to_text(CodePage::WINDOWS_1252)))
            });
            people.collect::<Vec<_>>().join(" ")
        }
        Request::OpenStream(r) => tag_name(r.property_tag),
        Request::WriteStream(r) => format!("{} bytes", r.data.len()),
        Request::OpenFolder(r) => r.folder_id.to_string(),
        Request::CreateMessage(r) => format!("in {}", r.folder_id),
        _ => String::new(),
    }
}

fn tag_name(tag: ropeway::types::PropertyTag) -> String {
    ropeway::types::tags::name(tag).map_or_else(|| format!("{:#010x}", tag.0), str::to_owned)
}
