//! The body of progenitor's `send`, taken apart.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Expr, ExprMethodCall, Local, Pat, Stmt};

/// A link of the chain that makes the request.
pub(super) struct Link {
    /// The method of `reqwest::RequestBuilder`, or of `reqwest::Client` for the first.
    pub(super) method: Ident,
    /// Its arguments.
    pub(super) arguments: Vec<Expr>,
}

impl Link {
    /// `.method(arguments)`.
    pub(super) fn new(method: &str, arguments: Vec<Expr>) -> Self {
        Self {
            method: Ident::new(method, Span::call_site()),
            arguments,
        }
    }
}

/// The body of `send`, in the order in which it runs.
pub(super) struct Steps {
    /// `let Self { … } = self;`
    pub(super) destructure: Stmt,
    /// `let argument = argument.map_err(…)?;` of each.
    pub(super) arguments: Vec<Stmt>,
    /// What is checked before anything is made.
    pub(super) checks: Vec<Stmt>,
    /// `let url = …;`
    pub(super) url: Stmt,
    /// The headers, from `let mut header_map = …;` on.
    pub(super) headers: Vec<Stmt>,
    /// `client.client`, on which the chain begins.
    pub(super) root: Expr,
    /// The chain, without the `build()` at its end.
    pub(super) chain: Vec<Link>,
    /// What is done with the request builder after the chain.
    pub(super) after: Vec<Stmt>,
    /// `let info = …;` and the hooks.
    pub(super) hooks: Vec<Stmt>,
    /// What the method gives.
    pub(super) end: Vec<Stmt>,
}

impl Steps {
    /// Takes the statements apart; what is unexpected, if they have another shape.
    pub(super) fn take(statements: Vec<Stmt>) -> Result<Self, String> {
        let mut rest = statements.into_iter().peekable();
        let destructure = rest
            .next_if(
                |stmt| matches!(stmt, Stmt::Local(local) if matches!(local.pat, Pat::Struct(_))),
            )
            .ok_or("`send` doesn't begin with `let Self { … }`")?;
        let mut arguments = Vec::new();
        while let Some(stmt) = rest.next_if(|stmt| !binds(stmt, "url")) {
            arguments.push(stmt);
        }
        let url = rest.next().ok_or("no `let url`")?;
        let mut headers = Vec::new();
        while let Some(stmt) = rest.next_if(|stmt| !binds(stmt, "request")) {
            headers.push(stmt);
        }
        if !headers
            .first()
            .is_some_and(|stmt| binds(stmt, "header_map"))
        {
            return Err("no `let header_map` after the address".to_owned());
        }
        let Some(Stmt::Local(Local {
            init: Some(init), ..
        })) = rest.next()
        else {
            return Err("no `let request`".to_owned());
        };
        let (root, chain) = unchain(*init.expr)?;
        let mut hooks = Vec::new();
        while let Some(stmt) = rest.next_if(|stmt| !binds(stmt, "response")) {
            hooks.push(stmt);
        }
        let end: Vec<Stmt> = rest.collect();
        if !matches!(end.as_slice(), [_, Stmt::Expr(Expr::Match(_), None)]) {
            return Err("`send` doesn't end with a `match` of the status".to_owned());
        }
        Ok(Self {
            destructure,
            arguments,
            checks: Vec::new(),
            url,
            headers,
            root,
            chain,
            after: Vec::new(),
            hooks,
            end,
        })
    }

    /// The statements, put together again.
    pub(super) fn put_together(self) -> TokenStream {
        let Self {
            destructure,
            arguments,
            checks,
            url,
            headers,
            root,
            chain,
            after,
            hooks,
            end,
        } = self;
        let mut request = root.into_token_stream();
        for Link { method, arguments } in chain {
            request = quote!(#request.#method(#(#arguments),*));
        }
        let request = if after.is_empty() {
            quote!(let request = #request.build()?;)
        } else {
            quote! {
                let mut request = #request;
                #(#after)*
                let request = request.build()?;
            }
        };
        quote! {
            #destructure
            #(#arguments)*
            #(#checks)*
            #url
            #(#headers)*
            #request
            #(#hooks)*
            #(#end)*
        }
    }
}

/// Whether `stmt` is `let name = …` or `let mut name = …`.
pub(super) fn binds(stmt: &Stmt, name: &str) -> bool {
    matches!(stmt, Stmt::Local(Local { pat: Pat::Ident(pat), .. }) if pat.ident == name)
}

/// `root.a(…).b(…).build()?` → root and links, without the last.
fn unchain(expr: Expr) -> Result<(Expr, Vec<Link>), String> {
    let Expr::Try(question) = expr else {
        return Err("the request isn't made by a chain that ends in `build()?`".to_owned());
    };
    let mut links = Vec::new();
    let mut expr = *question.expr;
    while let Expr::MethodCall(ExprMethodCall {
        receiver,
        method,
        args,
        ..
    }) = expr
    {
        links.push(Link {
            method,
            arguments: args.into_iter().collect(),
        });
        expr = *receiver;
    }
    links.reverse();
    match links.pop() {
        Some(last) if last.method == "build" => Ok((expr, links)),
        _ => Err("the request's chain doesn't end in `build()`".to_owned()),
    }
}
