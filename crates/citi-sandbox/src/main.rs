//! The sandbox as a program.

mod quiet;
mod trust;

use std::io::Write as _;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use citi_sandbox::{
    Application, Fault, FaultKind, Finding, Sandbox, SandboxError, Tls, TlsClients,
};
use clap::Parser;
use jiff::Timestamp;
use quiet::Quiet;
use trust::Trust;

/// The bank and its developer portal, on this machine.
///
/// Serves the four APIs, the token endpoint, the portal and its documents at http://127.0.0.1:PORT until
/// Ctrl-C. Nothing leaves the machine but events to the webhooks that are registered at the portal.
#[derive(Debug, Parser)]
#[command(name = "citi-sandbox", version, after_help = EXAMPLES, after_long_help = long_help())]
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
    #[arg(long, value_name = "TIME", value_parser = moment)]
    start_at: Option<Timestamp>,
    /// Time stands still but for POST /_sandbox/clock.
    #[arg(long)]
    frozen: bool,
    /// Registers an application and prints its credentials as lines for a shell.
    #[arg(long, value_name = "NAME")]
    app: Option<String>,
    /// Lets something go wrong, as in 'slow; ms=500; operation=getRates; count=3'; may be repeated.
    #[arg(long, value_name = "FAULT")]
    fault: Vec<Fault>,
    /// Ends with 1 if a client did something wrong: for a build that is to fail then.
    #[arg(long)]
    strict: bool,
    /// Writes what clients did wrong to a file at the end, as JSON; `-` is stdout. At the start it is emptied.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Serves any other document, or those of a folder, from schemas and examples; may be repeated.
    #[arg(long, value_name = "FILE")]
    serve: Vec<PathBuf>,
    /// Keeps all that the sandbox knows in a folder, over restarts and crashes, secrets included.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Speaks TLS with an authority made for this sandbox, by HTTP/1.1 and HTTP/2.
    #[arg(long)]
    tls: bool,
    /// The same, and demands certificates of clients, which --tls-dir has one of.
    #[arg(long)]
    mtls: bool,
    /// Writes ca.pem there, which clients are to trust; with --mtls also client.pem and client-key.pem.
    #[arg(long, value_name = "DIR")]
    tls_dir: Option<PathBuf>,
    /// Checks every answer against its document; one that breaks it becomes a 500.
    #[arg(long)]
    checked: bool,
}

/// A moment within the sandbox's time.
fn moment(text: &str) -> Result<Timestamp, String> {
    let at: Timestamp = text
        .parse()
        .map_err(|error: jiff::Error| error.to_string())?;
    match at < Timestamp::constant(7_258_118_400, 0) {
        true => Ok(at),
        false => Err("it must be before the year 2200, where the sandbox's time ends".to_owned()),
    }
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
  curl http://127.0.0.1:8087/_sandbox
      Every door of the sandbox's own: clock, faults, findings, deliveries, snapshots, ledger and more.
  citi-sandbox --app demo --fault 'reset-after-booking; operation=createDomesticPayment; count=1'
      The first payment is made, and its answer is lost.
  citi-sandbox --app demo --data bank
      A bank that is still there tomorrow, with the same credentials.
  citi-sandbox --serve other.yaml
      Another document's operations too, answered from its examples; 'Prefer: code=404' asks for an error.
  citi-sandbox --app demo --tls-dir tls
      The bank by https, whose clients trust tls/ca.pem; /_sandbox/tls/rotate changes its key.
  citi-sandbox --app demo --strict --report findings.json
      Ends with 1 if a client retried too early, reused a key, or did worse.

Exit codes: 0 stopped by Ctrl-C or SIGTERM; 1 it failed, or --strict and a client did something wrong;
2 wrong use, the port is taken, or the folder of --data or the file of --report can't be used.";

/// The examples, and every fault.
fn long_help() -> String {
    let mut text =
        format!("{EXAMPLES}\n\nFaults, for --fault and the request header X-Sandbox-Fault:\n");
    for kind in FaultKind::ALL {
        text.push_str(&format!("  {kind}\n      {}\n", kind.about()));
        for parameter in kind.parameters() {
            text.push_str(&format!("      {}: {}\n", parameter.name, parameter.about));
        }
    }
    text.push_str(
        "\nEach also takes operation (an operationId, oauth2/token, a type of event), client, probability,\n\
         count, from and until; see docs/sandbox/faults.md.",
    );
    text
}

#[tokio::main]
async fn main() -> ExitCode {
    let flags = Flags::parse();
    // Nobody is to work for an hour and find then that it was not written.
    if let Some(path) = flags.report.as_deref().filter(|it| *it != Path::new("-"))
        && let Err(error) = report(path, &[])
    {
        return unwritable(path, &error);
    }
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
    for fault in flags.fault {
        builder = builder.fault(fault);
    }
    for path in flags.serve {
        builder = builder.serve(path);
    }
    if let Some(directory) = flags.data {
        builder = builder.data(directory);
    }
    if flags.mtls {
        builder = builder.tls(TlsClients::Demanded);
    } else if flags.tls || flags.tls_dir.is_some() {
        builder = builder.tls(TlsClients::Asked);
    }
    if let Some(name) = &flags.app {
        builder = builder.application(name);
    }
    let quiet = Quiet::new();
    let started = builder.start().await;
    if let Err(SandboxError::Store { .. }) = &started {
        quiet.forget();
    }
    drop(quiet);
    let sandbox = match started {
        Ok(sandbox) => sandbox,
        Err(error) => {
            eprintln!("citi-sandbox: {error}");
            return match error {
                SandboxError::PortTaken { .. }
                | SandboxError::Listen { .. }
                | SandboxError::Store { .. }
                | SandboxError::Other { .. }
                | SandboxError::Application { .. }
                | SandboxError::Fault { .. } => ExitCode::from(2),
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
    for line in sandbox.unserved() {
        eprintln!("citi-sandbox: {line}");
    }
    if let (Some(directory), Some(tls)) = (&flags.tls_dir, sandbox.tls())
        && let Err(error) = hand_out(directory, tls, flags.mtls)
    {
        let directory = directory.display();
        eprintln!(
            "citi-sandbox: can't write to {directory} ({error}); name a folder that can be written"
        );
        return ExitCode::from(2);
    }
    let mut applications = sandbox.applications().into_iter();
    let name = flags.app.as_deref().map(str::trim);
    let application = applications.find(|it| Some(it.name.as_str()) == name);
    let trust = Trust::of(sandbox.base_url(), flags.tls_dir.as_deref(), flags.mtls);
    welcome(&sandbox, application.as_ref(), &trust);
    if let Err(error) = end().await {
        eprintln!("citi-sandbox: can't wait for Ctrl-C ({error}); end the process by its id");
        return ExitCode::FAILURE;
    }
    let findings = sandbox.verdict();
    sandbox.shutdown().await;
    if let Some(path) = &flags.report
        && let Err(error) = report(path, &findings)
    {
        return unwritable(path, &error);
    }
    for finding in &findings {
        eprintln!("{finding}");
    }
    match flags.strict && !findings.is_empty() {
        true => ExitCode::FAILURE,
        false => ExitCode::SUCCESS,
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> ExitCode {
    let path = path.display();
    eprintln!("citi-sandbox: can't write {path} ({error}); name a file that can be written");
    ExitCode::from(2)
}

/// Waits for Ctrl-C, or for the signal by which service managers and containers end a program.
async fn end() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            ended = tokio::signal::ctrl_c() => ended,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

/// Writes what clients need to trust the sandbox and, if they must, to be trusted by it.
fn hand_out(directory: &Path, tls: Tls<'_>, with_client: bool) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    std::fs::write(directory.join("ca.pem"), tls.ca_pem())?;
    if with_client {
        let identity = tls.client_identity("client");
        let identity = identity.map_err(std::io::Error::other)?;
        std::fs::write(directory.join("client.pem"), identity.certificate)?;
        write_private(&directory.join("client-key.pem"), identity.key.expose())?;
    }
    Ok(())
}

/// Writes a file that its owner alone reads.
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)?.write_all(text.as_bytes())
}

/// Writes `{"findings": […]}`.
fn report(path: &Path, findings: &[Finding]) -> std::io::Result<()> {
    #[derive(serde::Serialize)]
    struct Report<'a> {
        findings: &'a [Finding],
    }
    let mut text = serde_json::to_string_pretty(&Report { findings })?;
    text.push('\n');
    match path.as_os_str() == "-" {
        true => std::io::stdout().write_all(text.as_bytes()),
        false => std::fs::write(path, text),
    }
}

/// Credentials go to stdout, so that a shell can read them; the rest is for people.
fn welcome(sandbox: &Sandbox, application: Option<&Application>, trust: &Trust) {
    let Trust { options, hint } = trust;
    let base = sandbox.base_url();
    eprintln!("portal  {base}/");
    eprintln!("token   {base}/oauth2/token");
    if !hint.is_empty() {
        eprintln!("\n{hint}");
    }
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
            eprintln!("  curl {options}-X POST {base}/portal/applications \\");
            eprintln!("    -H 'Content-Type: application/json' --data '{{\"name\": \"demo\"}}'");
        }
    }
    eprintln!("\nThen call:");
    eprintln!("  curl {options}{base}/oauth2/token -u \"$CITI_CLIENT_ID:$CITI_CLIENT_SECRET\" \\");
    eprintln!("    -d grant_type=client_credentials");
    eprintln!(
        "  curl {options}'{base}/fx/v1/rates?base=USD&terms=EUR' -H \"Authorization: Bearer TOKEN\""
    );
    eprintln!("  curl {options}{base}/_sandbox");
    eprintln!("\nThe last one lists what the sandbox itself can do. Ctrl-C stops it.");
}
