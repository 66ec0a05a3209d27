//! Replays a recording over MAPI/HTTP, with what the recording's server had handed out replaced by what
//! ours hands out: cookies, handles, folder and message ids.

use crate::client::{Answer, MapiClient, read_output};
use crate::recording::{Action, Recording};
use crate::stand_ins::StandIns;
use crate::{Failure, Result, show};
use ropeway::rop::{Response, RopId};

/// What a replay came to.
#[derive(Debug, Default)]
pub struct Replayed {
    /// Whether every ROP succeeded.
    pub good: bool,
    /// Submissions that were taken back.
    pub aborted: usize,
}

/// Sends every request of the recording, in order, and prints what was answered. All its users have the
/// same password.
///
/// # Errors
/// When the transport fails, or [`Failure::Recording`] when a recorded batch has no room for our ids.
pub async fn run(client: &mut MapiClient, recording: &Recording, password: &str) -> Result<Replayed> {
    let mut replayed = Replayed {
        good: true,
        aborted: 0,
    };
    let mut stand_ins = StandIns::default();
    for step in &recording.steps {
        match &step.action {
            Action::Nothing(what) => println!("   line {}: {what}: nothing to do here", step.line),
            Action::Replies(replies) => stand_ins.recorded(replies),
            Action::Connect { user, request } => {
                client.log_on_as(user, password);
                let reply = client.connect(request, &step.headers).await?;
                stand_ins.connected();
                println!("   line {}: Connect as {}", step.line, reply.display_name);
            }
            Action::Disconnect => {
                client.disconnect(&step.headers).await?;
                println!("   line {}: Disconnect", step.line);
            }
            Action::Execute(recorded) => {
                println!("   line {}: Execute", step.line);
                let sent = stand_ins
                    .substitute(recorded)
                    .map_err(|error| Failure::Recording(format!("line {}: {error}", step.line)))?;
                let output = client.execute_raw(&sent.request, &step.headers).await?;
                let answer = read_output(output, stand_ins.context(&sent))?;
                replayed.good &= show::batch(&sent.requests, &answer);
                replayed.aborted += aborted(&answer);
                stand_ins.learn(recorded, &sent, &answer, step.handles_out.as_deref());
            }
        }
    }
    Ok(replayed)
}

fn aborted(answer: &Answer) -> usize {
    let success = |r: &&Response| {
        r.rop_id() == RopId::ABORT_SUBMIT && r.return_value().unwrap_or_default().is_success()
    };
    answer.responses.responses.iter().filter(success).count()
}
