//! `cargo xtask postman`.

use citi_codegen::postman::{Options, published};
use citi_codegen::regenerate::Workspace;

use crate::cli;
use crate::exit::Exit;
use crate::house;
use crate::ui::Ui;

/// Writes the collection to a file, or to standard output.
pub(crate) fn run(flags: &cli::Postman) -> Exit {
    let ui = Ui::new(None);
    let options = Options {
        base_url: flags.base_url.trim_end_matches('/').to_owned(),
        ..Options::default()
    };
    let text = match published(&Workspace::new(house::root()), &options) {
        Ok(text) => text,
        Err(error) => {
            ui.error(&error.to_string());
            return Exit::Broken;
        }
    };
    if flags.out.as_os_str() == "-" {
        print!("{text}");
        return Exit::Clean;
    }
    if let Err(error) = std::fs::write(&flags.out, text) {
        let file = flags.out.display();
        ui.error(&format!(
            "can't write {file} ({error}); name a file that can be written"
        ));
        return Exit::Broken;
    }
    ui.say(&format!(
        "{}; next: npx newman run {0} --env-var clientId=ID --env-var clientSecret=SECRET",
        flags.out.display()
    ));
    Exit::Clean
}
