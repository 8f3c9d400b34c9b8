//! `GET /portal/money`: what is on every account, and the bank's own books.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State as Shared;
use axum::response::Response;
use maud::{Markup, html};

use super::scale::place;
use crate::bank::{AccountStatus, LedgerView, Standing};
use crate::lock::lock;
use crate::portal::layout::Page;
use crate::portal::tab::Tab;
use crate::state::State;

/// Balances as bars, currency by currency, and the ledger.
pub(in crate::portal) async fn books(Shared(state): Shared<Arc<State>>) -> Response {
    let (standings, ledger) = {
        let mut bank = lock(&state.bank);
        let now = bank.advance_to(state.clock.now());
        (bank.standings(now), bank.ledger())
    };
    let mut currencies: BTreeMap<&str, Vec<&Standing>> = BTreeMap::new();
    for standing in &standings {
        let currency = standing.account.currency.code();
        currencies.entry(currency).or_default().push(standing);
    }
    let content = html! {
        h1 { "Money" }
        p.lead { "What is on every account, to the cent, and the books that it comes from. Each account leads to what moved on it." }
        div #balances data-live="" {
            @for (currency, standings) in &currencies {
                h2 { "Accounts in " (currency) }
                (balances(currency, standings))
            }
            h2 { "The ledger" }
            (own_books(&standings, &ledger))
        }
    };
    Page::new(Tab::Money, "Money").with(&state, &content)
}

fn balances(currency: &str, standings: &[&Standing]) -> Markup {
    let sizes = standings
        .iter()
        .map(|it| it.current.minor().saturating_abs());
    let most = sizes.max().unwrap_or_default();
    let label = format!("Accounts in {currency}");
    html! {
        div.card { div.scroll tabindex="0" role="region" aria-label=(label) { table.balances {
            thead { tr {
                th scope="col" { "Account" } th scope="col" { "Holder" } th scope="col" { span.sr-only { "Picture" } }
                th.number scope="col" { "Balance" } th.number scope="col" { "Available" }
            } }
            tbody { @for standing in standings {
                @let account = &standing.account;
                tr {
                    th scope="row" { a href={ "/portal/money/" (account.id) } { (account.id) } " " (status(account.status)) }
                    td.small { code { (account.customer) } " " (account.nickname.as_deref().unwrap_or_default()) }
                    td.bars { (bar(standing, most)) }
                    td.number { (standing.current.decimal()) }
                    td.number.soft { (standing.available.decimal()) }
                }
            } }
        } } }
    }
}

/// How much is on an account, beside the largest of its currency.
fn bar(standing: &Standing, most: i64) -> Markup {
    let minor = standing.current.minor();
    let class = if minor < 0 { "bar below" } else { "bar" };
    let account = &standing.account;
    html! {
        svg.picture role="img" viewBox="0 0 200 12" preserveAspectRatio="none" {
            title { (account.id) ": " (standing.current.decimal()) " " (account.currency.code()) }
            rect.rail x="0" y="0" width="200" height="12" {}
            rect class=(class) x="0" y="0" width=(place(minor.saturating_abs(), 0, most, 200)) height="12" {}
        }
    }
}

/// Anything but open stands out.
pub(super) fn status(status: AccountStatus) -> Markup {
    html! {
        @match status {
            AccountStatus::Open => {}
            AccountStatus::Restricted => span.tag.warn { "restricted" },
            AccountStatus::Dormant => span.tag.warn { "dormant" },
            AccountStatus::Closed => span.tag { "closed" },
        }
    }
}

/// The books that are nobody's account: where money comes from and goes to.
fn own_books(standings: &[Standing], ledger: &LedgerView) -> Markup {
    let is_account = |name: &str| standings.iter().any(|it| it.account.id == name);
    let books = ledger.balances.iter().filter(|(name, _)| !is_account(name));
    html! {
        section.card aria-label="The ledger" {
            p { "Double entry: " (ledger.entries) " entries, and in each currency they add up to nothing." }
            p { @for (currency, sum) in &ledger.sums { span.tag.good { (currency) " " (sum) } " " } }
            div.scroll tabindex="0" role="region" aria-label="Books of the bank" { table {
                thead { tr { th scope="col" { "Book" } th.number scope="col" { "Balance" } th scope="col" { "Currency" } } }
                tbody { @for (name, balance) in books {
                    tr {
                        th scope="row" { code { (name) } }
                        td.number { (balance.amount) }
                        td { (balance.currency) }
                    }
                } }
            } }
            p.small.soft { "Plus is what the bank owes: to a customer, another bank, a merchant. Programs read it at "
                code { "/_sandbox/ledger" } "." }
        }
    }
}
