//! What accounts and cards hold on the first day.

/// An account and what is posted on it when the bank opens, in minor units.
pub(super) const ACCOUNTS: [(&str, i64); 9] = [
    ("123456789", 457_075),
    ("123456790", 1_284_010),
    ("123456791", 318_042),
    ("123456792", 96_500),
    ("123456793", 41_233),
    ("123456794", 0),
    ("305800117", 862_415),
    ("305800118", 2_540_000),
    ("409620035", 75_000),
];

/// A card with a book of its own and what is left on it when the bank opens, authorised payments
/// taken off, in minor units.
pub(super) const CARDS: [(&str, i64); 3] = [
    ("card-77120", 611_235),
    ("card-77458", 12_000),
    ("card-81905", 287_640),
];
