//! Every operation, called as the gate calls it.

mod accounts;
mod cards;
mod door;
mod fx;
mod orders;
mod payment_ends;
mod payments;
