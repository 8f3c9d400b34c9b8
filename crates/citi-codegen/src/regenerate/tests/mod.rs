//! The run over a small workspace: what it writes, and that bad input writes nothing.

mod bad_input;
mod corrections;
mod from_portal;
mod several;
mod stamped;
mod whole;

use std::collections::BTreeMap;
use std::path::Path;

use super::{Difference, Options, Outcome, RegenerateError, Report, Workspace, World, pull};
use crate::portal::pull::Origin;

const MANIFEST: &str = "
    portal = { url = 'https://portal.example' }

    [[category]]
    name = 'fx'
    crate = 'citi-fx'
    documents = ['rates']
    description = 'Rates of exchange.'
    cacheable = { getRates = 30 }

    [[category]]
    name = 'events'
    crate = 'citi-events'
    documents = ['notices']
    description = 'What the bank sends.'
    kind = 'events'
";

const RATES: &str = "\
openapi: 3.0.3
info: { title: Rates, version: '1' }
servers: [{ url: 'https://api.example' }]
paths:
  /rates:
    get:
      operationId: getRates
      parameters:
        - { name: base, in: query, required: true, schema: { type: string } }
      responses:
        '200':
          description: Rates of one currency.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Rate' }
components:
  schemas:
    Rate:
      type: object
      required: [pair]
      properties:
        pair: { type: string }
        mid: { type: number }
        side: { type: string, enum: [buy, sell] }
";

const NOTICES: &str = "\
openapi: 3.0.3
info: { title: Notices, version: '1' }
paths:
  /notice:
    post:
      operationId: onNotice
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Notice' }
      responses:
        '204': { description: Taken. }
components:
  schemas:
    Notice:
      type: object
      properties:
        text: { type: string }
";

/// A workspace of two categories, pinned and never generated.
struct House {
    root: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        let house = Self {
            root: tempfile::tempdir().unwrap(),
        };
        house.put("specs/portal.toml", MANIFEST);
        house.put("specs/fx/rates.yaml", RATES);
        house.put("specs/events/notices.yaml", NOTICES);
        house.pin();
        house
    }

    /// A workspace that was generated.
    fn generated() -> Self {
        let house = Self::new();
        assert_eq!(house.run(&Options::default()).1.unwrap(), Outcome::Clean);
        house
    }

    fn workspace(&self) -> Workspace {
        Workspace::new(self.root.path())
    }

    fn put(&self, file: &str, text: &str) {
        let path = self.root.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.root.path().join(file)).unwrap_or_default()
    }

    /// Pins the documents as they are.
    fn pin(&self) {
        let specs = Origin::Folder(self.workspace().specs());
        let report = pull(&self.workspace(), Some(&specs), &World::default()).unwrap();
        assert!(report.failed.is_empty(), "{report:?}");
    }

    fn run(&self, options: &Options) -> (Report, Result<Outcome, RegenerateError>) {
        let mut report = Report::default();
        let outcome = super::regenerate(&self.workspace(), options, &World::default(), &mut report);
        (report, outcome)
    }

    fn check(&self) -> (Report, Vec<Difference>) {
        let options = Options {
            check: true,
            ..Options::default()
        };
        let before = self.all();
        let (report, outcome) = self.run(&options);
        assert_eq!(self.all(), before, "a check changed something");
        match outcome.unwrap() {
            Outcome::Clean => (report, Vec::new()),
            Outcome::Differs(differences) => (report, differences),
            Outcome::Approximated => panic!("not a strict run"),
        }
    }

    /// Runs, expects an error, and that nothing on disk has changed.
    fn refused(&self, options: &Options) -> RegenerateError {
        let before = self.all();
        let error = self.run(options).1.unwrap_err();
        assert_eq!(self.all(), before, "a refused run changed something");
        error
    }

    /// Everything on disk.
    fn all(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        visit(self.root.path(), self.root.path(), &mut found);
        found
    }
}

fn visit(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(root, &path, found);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            found.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}
