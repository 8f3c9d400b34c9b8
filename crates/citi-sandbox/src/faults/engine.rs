//! [`Faults`]: the rules, and what they did.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::hit::Hit;
use super::{Fault, FaultPlace, FaultRecord, FaultRule};
use crate::bank::Dice;
use crate::image::{ImageError, text};
use crate::table::{Changes, List, Reader, Table};

/// The rules by which things go wrong, in the order in which they were made, and what they did.
///
/// Of the rules that fit, the first acts whose chance comes true: one for a request, one for an event, one
/// for an attempt to deliver it. Chance is drawn from a row of each rule's own, made of the seed and the
/// rule's id, so that neither other rules nor the rest of the sandbox move it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Faults {
    seed: u64,
    made: u64,
    /// By the number of each, which its id holds.
    rules: Table<u64, Rule>,
    records: List<FaultRecord>,
    /// Writes that a magic value has met.
    met: List<(String, String, String)>,
}

#[derive(Serialize, Deserialize)]
struct Rule {
    id: String,
    #[serde(with = "text")]
    fault: Fault,
    acted: u32,
    dice: Dice,
}

/// How many rules there may be.
const RULES: usize = 1000;
/// How many acts, and writes, are remembered.
const KEPT: usize = 10_000;
/// Of how many numbers chance is drawn.
const PARTS: u64 = 1_000_000;

impl Faults {
    /// No rules; without a seed, chance can't be foretold.
    pub(crate) fn new(seed: Option<u64>) -> Self {
        let (high, low) = uuid::Uuid::new_v4().as_u64_pair();
        Self {
            seed: seed.unwrap_or(high ^ low),
            made: 0,
            rules: Table::default(),
            records: List::default(),
            met: List::default(),
        }
    }

    /// Makes a rule, behind all others; `None` if there are a thousand.
    pub(crate) fn add(&mut self, fault: Fault) -> Option<FaultRule> {
        if self.rules.len() >= RULES {
            return None;
        }
        self.made = self.made.saturating_add(1);
        let id = format!("fault-{}", self.made);
        let rule = Rule {
            dice: Dice::new(self.seed, &format!("fault {id}")),
            id,
            fault,
            acted: 0,
        };
        let shown = rule.shown();
        self.rules.insert(self.made, rule);
        Some(shown)
    }

    /// Every rule, in its order.
    pub(crate) fn rules(&self) -> Vec<FaultRule> {
        self.rules.values().map(Rule::shown).collect()
    }

    /// Takes a rule away; whether there was one.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let before = self.rules.len();
        self.rules.retain(|_, rule| rule.id != id);
        self.rules.len() < before
    }

    /// Takes every rule away; gives how many there were. What they did stays known.
    pub(crate) fn clear(&mut self) -> usize {
        let count = self.rules.len();
        self.rules.retain(|_, _| false);
        count
    }

    /// Takes the rules away that are for one client alone; gives how many there were.
    pub(crate) fn forget_client(&mut self, client: &str) -> usize {
        let before = self.rules.len();
        let is_own = |rule: &Rule| rule.fault.client.as_deref() == Some(client);
        self.rules.retain(|_, rule| !is_own(rule));
        before - self.rules.len()
    }

    /// Gives what changed since this was last called.
    pub(crate) fn changes(&mut self, to: &mut Changes) {
        let Self {
            seed,
            made,
            rules,
            records,
            met,
        } = self;
        to.single("faults", &(seed, made));
        rules.changes("faults/rules", to);
        records.changes("faults/records", to);
        met.changes("faults/met", to);
    }

    /// What was written.
    ///
    /// # Errors
    /// It can't be read.
    pub(crate) fn read(from: &Reader) -> Result<Self, ImageError> {
        let (seed, made) = from.single("faults")?;
        Ok(Self {
            seed,
            made,
            rules: Table::read("faults/rules", from)?,
            records: List::read("faults/records", from)?,
            met: List::read("faults/met", from)?,
        })
    }

    /// Whether any rule might act at a place; says nothing of chance.
    pub(crate) fn may_act(&self, place: FaultPlace) -> bool {
        let mut rules = self.rules.values();
        rules.any(|rule| !rule.is_spent() && rule.fault.kind().acts_on(place))
    }

    /// The rule that acts, counted as such.
    pub(crate) fn choose(
        &mut self,
        place: FaultPlace,
        operation: &str,
        client: Option<&str>,
        now: Timestamp,
    ) -> Option<Hit> {
        let fits = |rule: &Rule| {
            !rule.is_spent()
                && rule.fault.is_active(now)
                && rule.fault.fits(place, operation, client)
        };
        let fitting = self.rules.iter().filter(|(_, rule)| fits(rule));
        let fitting: Vec<_> = fitting.map(|(number, _)| *number).collect();
        fitting.into_iter().find_map(|number| {
            let rule = self.rules.get_mut(&number)?;
            if !rule.comes_true() {
                return None;
            }
            rule.acted = rule.acted.saturating_add(1);
            Some(Hit {
                rule: rule.id.clone(),
                fault: rule.fault.clone(),
                drawn: rule.dice.throw(),
            })
        })
    }

    /// Takes a count back: there was nothing that the fault could act on.
    pub(crate) fn give_back(&mut self, hit: &Hit) {
        let mut rules = self.rules.iter();
        let number = rules.find(|(_, rule)| rule.id == hit.rule);
        let number = number.map(|(number, _)| *number);
        if let Some(rule) = number.and_then(|number| self.rules.get_mut(&number)) {
            rule.acted = rule.acted.saturating_sub(1);
        }
    }

    /// Remembers that a fault acted.
    pub(crate) fn acted(
        &mut self,
        hit: &Hit,
        at: Timestamp,
        operation: &str,
        client: Option<&str>,
    ) {
        let record = FaultRecord {
            at,
            rule: hit.rule.clone(),
            kind: hit.fault.kind(),
            operation: operation.to_owned(),
            client_id: client.map(str::to_owned),
        };
        self.records.push_within(KEPT, record);
    }

    /// What the faults did, the oldest first.
    pub(crate) fn records(&self) -> Vec<FaultRecord> {
        self.records.iter().cloned().collect()
    }

    /// Whether a write meets its magic value for the first time. Sent again under its key, it is spared:
    /// else no client could ever get past it.
    pub(super) fn meets(&mut self, client: &str, operation: &str, key: &str) -> bool {
        let write = (client.to_owned(), operation.to_owned(), key.to_owned());
        if self.met.contains(&write) {
            return false;
        }
        self.met.push_within(KEPT, write);
        true
    }
}

impl Rule {
    /// Draws, if there is anything to draw.
    fn comes_true(&mut self) -> bool {
        let chance = self.fault.chance;
        chance.is_certain() || chance.comes_true(self.dice.below(PARTS))
    }

    fn is_spent(&self) -> bool {
        self.fault.count.is_some_and(|count| self.acted >= count)
    }

    fn shown(&self) -> FaultRule {
        FaultRule::new(&self.id, &self.fault, self.acted, self.is_spent())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(texts: &[&str]) -> Faults {
        let mut faults = Faults::new(Some(7));
        for text in texts {
            faults.add(text.parse().unwrap()).unwrap();
        }
        faults
    }

    fn chosen(faults: &mut Faults, operation: &str) -> Option<String> {
        let now = Timestamp::UNIX_EPOCH;
        let hit = faults.choose(FaultPlace::Operation, operation, Some("app"), now)?;
        Some(hit.label())
    }

    #[test]
    fn the_first_rule_that_fits_acts_until_it_is_spent() {
        let mut faults = faults(&["slow; count=1", "reset; operation=getRates; count=2"]);
        let acted: Vec<_> = (0..4).map(|_| chosen(&mut faults, "getRates")).collect();
        let expected = [
            Some("fault-1; kind=slow"),
            Some("fault-2; kind=reset"),
            Some("fault-2; kind=reset"),
            None,
        ];
        assert_eq!(acted, expected.map(|it| it.map(str::to_owned)));
        assert!(faults.rules().iter().all(|rule| rule.spent));
    }

    #[test]
    fn what_could_not_act_is_not_counted() {
        let mut faults = faults(&["slow; count=1"]);
        let hit = faults
            .choose(
                FaultPlace::Operation,
                "getRates",
                None,
                Timestamp::UNIX_EPOCH,
            )
            .unwrap();
        faults.give_back(&hit);
        assert_eq!(faults.rules()[0].acted, 0);
        assert!(chosen(&mut faults, "getRates").is_some());
    }

    #[test]
    fn a_rule_acts_in_its_time_alone() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (from, until) = ("2026-03-02T14:00:00Z", "2026-03-02T15:00:00Z");
        let mut faults = faults(&[&format!("slow; from={from}; until={until}")]);
        let mut acts = |text| {
            let place = FaultPlace::Operation;
            faults.choose(place, "getRates", None, at(text)).is_some()
        };
        assert!(!acts("2026-03-02T13:59:59Z") && acts(from));
        assert!(acts("2026-03-02T14:59:59Z") && !acts(until));
    }

    #[test]
    fn chance_is_the_same_for_a_seed_and_undisturbed_by_other_rules() {
        let row = |faults: &mut Faults| -> String {
            (0..200)
                .map(|_| {
                    if chosen(faults, "getRates").is_some() {
                        'x'
                    } else {
                        '.'
                    }
                })
                .collect()
        };
        let one = row(&mut faults(&["slow; probability=0.25"]));
        let other = row(&mut faults(&[
            "slow; probability=0.25",
            "reset; operation=getCard",
        ]));
        assert_eq!(one, other);
        let acts = one.matches('x').count();
        assert!((30..70).contains(&acts), "{acts}");
        let mut seeded = Faults::new(Some(8));
        seeded
            .add("slow; probability=0.25".parse().unwrap())
            .unwrap();
        assert_ne!(row(&mut seeded), one);
    }

    #[test]
    fn rules_are_taken_away_one_by_one_or_all_and_ids_are_never_used_again() {
        let mut faults = faults(&["slow", "reset"]);
        assert!(faults.remove("fault-1"));
        assert!(!faults.remove("fault-1"));
        assert_eq!(faults.clear(), 1);
        assert_eq!(faults.add("slow".parse().unwrap()).unwrap().id, "fault-3");
    }

    #[test]
    fn rules_have_a_bound() {
        let mut faults = faults(&["reset"; RULES]);
        assert_eq!(faults.add("reset".parse().unwrap()), None);
    }

    #[test]
    fn a_write_meets_its_magic_value_once() {
        let mut faults = faults(&[]);
        assert!(faults.meets("app", "createQuote", "k1"));
        assert!(!faults.meets("app", "createQuote", "k1"));
        assert!(faults.meets("other", "createQuote", "k1"));
    }
}
