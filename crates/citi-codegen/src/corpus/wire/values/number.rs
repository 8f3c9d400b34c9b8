//! Numbers.

use super::Values;
use super::nodes::scalar;
use crate::corpus::exact::compare_numbers;
use crate::load::{Node, Value};
use crate::model::Schema;

impl<'a> Values<'a> {
    /// A number within the bounds.
    pub(super) fn number(&mut self, schema: &'a Schema, integer: bool) -> Node {
        let mut candidates: Vec<String> = vec!["1".to_owned()];
        candidates.extend(schema.multiple_of.clone());
        for (bound, step) in [(&schema.minimum, 1_i128), (&schema.maximum, -1)] {
            if let Some(bound) = bound {
                candidates.push(bound.value.clone());
                if let Ok(whole) = bound.value.parse::<i128>() {
                    candidates.push((whole + step).to_string());
                } else if let Ok(near) = bound.value.parse::<f64>() {
                    candidates.push(format!("{:.0}", near.trunc() + step as f64));
                }
            }
        }
        candidates.extend(["0", "0.5", "0.01", "100"].map(str::to_owned));
        let fits = |text: &&String| {
            let above = schema.minimum.as_ref().is_none_or(|bound| {
                let order = compare_numbers(text, &bound.value);
                order.is_none_or(|order| order.is_gt() || (order.is_eq() && !bound.exclusive))
            });
            let below = schema.maximum.as_ref().is_none_or(|bound| {
                let order = compare_numbers(text, &bound.value);
                order.is_none_or(|order| order.is_lt() || (order.is_eq() && !bound.exclusive))
            });
            above && below && (!integer || text.parse::<i128>().is_ok())
        };
        let fitting: Vec<_> = candidates.iter().filter(fits).cloned().collect();
        for candidate in &fitting {
            let node = scalar(Value::Number(candidate.clone()));
            if self.judge.accepts(schema, &node) {
                return node;
            }
        }
        let first = fitting.into_iter().next();
        scalar(Value::Number(first.unwrap_or_else(|| "1".to_owned())))
    }
}
