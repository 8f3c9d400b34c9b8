//! The bank itself: ledger, accounts, payments, cards, rates. It knows nothing of HTTP.
