//! Messages under construction.

use crate::support::*;
use ropeway_types::*;

#[tokio::test]
async fn compose_and_submit_in_one_batch() {
    let bed = Bed::new();
    let mut client = bed.client().await;
    let out = client
        .run(
            [
                create(0, 1),
                set(
                    1,
                    &[(tags::SUBJECT, "Hello".into()), (tags::BODY, "World".into())],
                ),
                to(1, &["a@x.test", "b@x.test"]),
                submit(1),
            ],
            &[0, NONE],
        )
        .await;
    out.all_ok();
    assert_eq!(out.handles, [0, 1]);
    let submission = bed.only();
    assert_eq!(submission.envelope.reverse_path, "user1@example.test");
    let addresses: Vec<&str> = submission
        .envelope
        .recipients
        .iter()
        .map(|r| r.address.address())
        .collect();
    assert_eq!(addresses, ["a@x.test", "b@x.test"]);
    assert_eq!(submission.message.subject().unwrap(), "Hello");
    assert_eq!(submission.message.text(tags::BODY).unwrap(), "World");
}
