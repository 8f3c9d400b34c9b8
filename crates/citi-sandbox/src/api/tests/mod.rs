//! Every operation, called as over the wire.

mod accounts;
mod cards;
mod door;
mod fx;
mod orders;
mod payment_ends;
mod payments;
