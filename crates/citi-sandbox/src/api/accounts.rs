//! The Accounts API.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::Call;
use super::reply::{PageView, Reply, private};
use crate::bank::{AccountStatus, AccountType, Currency, Direction, Money, Movement, Standing};

pub(super) fn list_accounts(call: &Call<'_>) -> Reply {
    let customer = call.value("customerId")?;
    let (bank, now) = call.bank();
    let page = bank.list_accounts(customer, call.query.wanted()?, now)?;
    drop(bank);
    let (accounts, page) = PageView::split(page, AccountView::from);
    Ok(private(AccountPage { accounts, page }))
}

pub(super) fn get_account(call: &Call<'_>) -> Reply {
    let account = call.value("accountId")?;
    let (bank, now) = call.bank();
    let standing = bank.account(account, now)?;
    drop(bank);
    Ok(private(AccountView::from(standing)))
}

pub(super) fn list_account_transactions(call: &Call<'_>) -> Reply {
    let account = call.value("accountId")?;
    let (bank, now) = call.bank();
    let (span, wanted) = (call.query.span(now)?, call.query.wanted()?);
    let filters = call.query.filters(&["fromDate", "toDate"]);
    let page = bank.list_movements(account, span, &filters, wanted, now)?;
    drop(bank);
    let (transactions, page) = PageView::split(page, TransactionView::from);
    Ok(private(TransactionPage { transactions, page }))
}

#[derive(Serialize)]
struct AccountPage {
    accounts: Vec<AccountView>,
    page: PageView,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AccountView {
    account_id: String,
    #[serde(rename = "type")]
    kind: AccountType,
    status: AccountStatus,
    currency: Currency,
    available_balance: Money,
    current_balance: Money,
    balance_as_of: Timestamp,
    masked_account_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    nickname: Option<String>,
    opened_date: Date,
}

impl From<Standing> for AccountView {
    fn from(standing: Standing) -> Self {
        let account = standing.account;
        Self {
            masked_account_number: account.number.masked(),
            account_id: account.id,
            kind: account.kind,
            status: account.status,
            currency: account.currency,
            available_balance: standing.available,
            current_balance: standing.current,
            balance_as_of: standing.as_of,
            nickname: account.nickname,
            opened_date: account.opened,
        }
    }
}

#[derive(Serialize)]
struct TransactionPage {
    transactions: Vec<TransactionView>,
    page: PageView,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TransactionView {
    transaction_id: String,
    account_id: String,
    status: TransactionStatus,
    direction: Direction,
    amount: Money,
    currency: Currency,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    counterparty: Option<CounterpartyView>,
    value_date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    posted_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    running_balance: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum TransactionStatus {
    Pending,
    Posted,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CounterpartyView {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    masked_account_number: Option<String>,
}

impl From<Movement> for TransactionView {
    fn from(movement: Movement) -> Self {
        let value_date = movement.value_date();
        let (draft, posting) = (movement.draft, movement.posting);
        Self {
            transaction_id: movement.id,
            account_id: movement.account,
            status: match posting {
                Some(_) => TransactionStatus::Posted,
                None => TransactionStatus::Pending,
            },
            direction: draft.direction,
            amount: draft.amount,
            currency: draft.amount.currency(),
            description: draft.description,
            counterparty: draft.counterparty.map(|other| CounterpartyView {
                name: other.name,
                masked_account_number: other.number,
            }),
            value_date,
            posted_at: posting.map(|posting| posting.at),
            running_balance: posting.map(|posting| posting.balance),
            reference: draft.reference,
        }
    }
}
