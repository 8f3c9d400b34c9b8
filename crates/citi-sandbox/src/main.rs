//! The sandbox as a program.

use std::net::IpAddr;
use std::process::ExitCode;

use citi_sandbox::{Application, Sandbox, SandboxError};
use clap::Parser;
use jiff::Timestamp;

/// The bank and its developer portal, on this machine.
///
/// Serves the four APIs, the token endpoint, the portal and its documents at http://127.0.0.1:PORT until
/// Ctrl-C. Nothing leaves the machine but events to the webhooks that are registered at the portal.
#[derive(Debug, Parser)]
#[command(name = "citi-sandbox", version, after_help = EXAMPLES)]
struct Flags {
    /// The port to listen at; 0 is any that is free.
    #[arg(long, default_value_t = 8087)]
    port: u16,
    /// The address to listen at. Whoever reaches another than a loopback address can use everything here.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    listen: IpAddr,
    /// Makes books, ids, secrets and tokens come out the same each time.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// What time it is at the start, as in 2026-03-02T14:00:00Z [default: now].
    #[arg(long, value_name = "TIME")]
    start_at: Option<Timestamp>,
    /// Time stands still but for POST /_sandbox/clock.
    #[arg(long)]
    frozen: bool,
    /// Registers an application and prints its credentials as lines for a shell.
    #[arg(long, value_name = "NAME")]
    app: Option<String>,
    /// Checks every answer against its document; one that breaks it becomes a 500.
    #[arg(long)]
    checked: bool,
}

const EXAMPLES: &str = "\
Examples:
  citi-sandbox --app demo
      A bank with an application; paste the export lines into another shell.
  citi-sandbox --seed 7 --start-at 2026-03-02T14:00:00Z --frozen
      The same bank each time, at an hour of your choice.
  curl -X POST http://127.0.0.1:8087/_sandbox/clock \\
      -H 'Content-Type: application/json' --data '{\"advanceSeconds\": 86400}'
      A day goes by.

Exit codes: 0 stopped by Ctrl-C; 1 it failed; 2 wrong use, or the port is taken.";

#[tokio::main]
async fn main() -> ExitCode {
    let flags = Flags::parse();
    let mut builder = Sandbox::builder()
        .listen_at(flags.listen)
        .port(flags.port)
        .frozen(flags.frozen)
        .checked(flags.checked);
    if let Some(seed) = flags.seed {
        builder = builder.seed(seed);
    }
    if let Some(at) = flags.start_at {
        builder = builder.start_at(at);
    }
    let sandbox = match builder.start().await {
        Ok(sandbox) => sandbox,
        Err(error) => {
            eprintln!("citi-sandbox: {error}");
            return match error {
                SandboxError::PortTaken { .. } | SandboxError::Listen { .. } => ExitCode::from(2),
                _ => ExitCode::FAILURE,
            };
        }
    };
    if !flags.listen.is_loopback() {
        eprintln!(
            "citi-sandbox: listening at {}: whoever reaches it can use the portal and all that it shows",
            sandbox.address()
        );
    }
    let application = flags.app.as_deref().map(|name| sandbox.register(name));
    welcome(&sandbox, application.as_ref());
    if let Err(error) = tokio::signal::ctrl_c().await {
        eprintln!("citi-sandbox: can't wait for Ctrl-C ({error}); end the process by its id");
        return ExitCode::FAILURE;
    }
    sandbox.shutdown().await;
    ExitCode::SUCCESS
}

/// Credentials go to stdout, so that a shell can read them; the rest is for people.
fn welcome(sandbox: &Sandbox, application: Option<&Application>) {
    let base = sandbox.base_url();
    eprintln!("portal  {base}/");
    eprintln!("token   {base}/oauth2/token");
    match application {
        Some(application) => {
            println!("export CITI_ENVIRONMENT={base}");
            println!("export CITI_CLIENT_ID={}", application.client_id);
            println!(
                "export CITI_CLIENT_SECRET={}",
                application.client_secret.expose()
            );
        }
        None => {
            eprintln!("\nRegister an application at the portal, or:");
            eprintln!("  curl -X POST {base}/portal/applications \\");
            eprintln!("    -H 'Content-Type: application/json' --data '{{\"name\": \"demo\"}}'");
        }
    }
    eprintln!("\nThen call:");
    eprintln!("  curl {base}/oauth2/token -u \"$CITI_CLIENT_ID:$CITI_CLIENT_SECRET\" \\");
    eprintln!("    -d grant_type=client_credentials");
    eprintln!("  curl '{base}/fx/v1/rates?base=USD&terms=EUR' -H \"Authorization: Bearer TOKEN\"");
    eprintln!("\nCtrl-C stops it.");
}
