//! `GET /portal/money/{account}`: what moved on an account.

use std::sync::Arc;

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use http::StatusCode;
use jiff::Timestamp;
use maud::{Markup, html};

use super::books::status;
use super::curve::curve;
use super::flows::{flows, weeks};
use crate::bank::{Direction, Movement, Story};
use crate::lock::lock;
use crate::portal::layout::{Page, problem};
use crate::portal::moment::stamp;
use crate::portal::tab::Tab;
use crate::state::State;

/// How many movements are shown.
const SHOWN: usize = 50;

/// The account's balance over time, its flows, and its latest movements.
pub(in crate::portal) async fn account(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
) -> Response {
    let (now, story) = {
        let mut bank = lock(&state.bank);
        let now = bank.advance_to(state.clock.now());
        (now, bank.story(&id))
    };
    let Some(story) = story else {
        let missing = "There is no such account.";
        return problem(&state, Tab::Money, StatusCode::NOT_FOUND, missing);
    };
    let account = &story.account;
    let content = html! {
        h1 { "Account " (account.id) " " (status(account.status)) }
        p.lead { (account.nickname.as_deref().unwrap_or_default()) " " code { (account.customer) } " " (account.currency.code()) }
        div #account data-live="" {
            h2 { "Balance" }
            section.card aria-label="Balance" { (balance(&story, now)) }
            h2 { "In and out, week by week" }
            section.card aria-label="In and out" { (flows(&weeks(&story.steps, account.currency, now))) }
            h2 { "Latest movements" }
            (movements(&story))
        }
        p { a href="/portal/money" { "Back to all accounts" } }
    };
    Page::new(Tab::Money, "Account").with(&state, &content)
}

fn balance(story: &Story, now: Timestamp) -> Markup {
    let (Some(first), Some(last)) = (story.steps.first(), story.steps.last()) else {
        return html! { p.empty { "Nothing has moved yet." } };
    };
    let day = |at: Timestamp| at.strftime("%Y-%m-%d").to_string();
    let most = story.steps.iter().map(|it| it.balance.decimal()).max();
    let least = story.steps.iter().map(|it| it.balance.decimal()).min();
    let most = most.unwrap_or_default();
    let least = least.unwrap_or_default();
    let now_is = last.balance.decimal();
    let begin = day(first.at);
    let words = format!(
        "From {begin} to {}: {now_is} now, {least} at least, {most} at most.",
        day(now)
    );
    html! {
        div.figures {
            div { span.soft { "Now" } span.value { (now_is) } }
            div { span.soft { "Least" } span.value { (least) } }
            div { span.soft { "Most" } span.value { (most) } }
        }
        (curve(&story.steps, now, &words))
        div.split.small.soft { span { (begin) } span { (day(now)) } }
    }
}

fn movements(story: &Story) -> Markup {
    html! {
        div.card {
            @if story.movements.is_empty() { p.empty { "Nothing has moved yet." } }
            @else { div.scroll tabindex="0" role="region" aria-label="Latest movements" { table.log {
                thead { tr {
                    th scope="col" { "Time (UTC)" } th scope="col" { "What" } th scope="col" { "Reference" }
                    th.number scope="col" { "Amount" } th.number scope="col" { "Balance" }
                } }
                tbody { @for movement in story.movements.iter().take(SHOWN) { (row(movement)) } }
            } } }
        }
    }
}

fn row(movement: &Movement) -> Markup {
    let draft = &movement.draft;
    let sign = match draft.direction {
        Direction::Credit => "+",
        Direction::Debit => "−",
    };
    html! {
        tr {
            td { (stamp(movement.posting.map_or(movement.key.at, |it| it.at))) }
            td { (draft.description) @if movement.posting.is_none() { " " span.tag.warn { "pending" } } }
            td.small { (draft.reference.as_deref().unwrap_or_default()) }
            td.number { (sign) (draft.amount.decimal()) }
            td.number.soft { @if let Some(posting) = movement.posting { (posting.balance.decimal()) } }
        }
    }
}
