//! Plans by hand.

use citi_codegen::lower::plan::{
    AddressPlan, AnswerArm, AnswerPlan, BodyPlan, CratePlan, Encoding, EnumPlan, ErrorPlan,
    FieldPlan, ModulePlan, OperationPlan, PageStep, PageWalk, PagingPlan, ParameterPlan, Payload,
    Rule, RustType, Shape, StructPlan, TypeDef, Usage, ValuePlan,
};
use citi_codegen::model::{Method, Place, Status, Style};

/// A generated type.
pub(crate) fn named(name: &str) -> RustType {
    RustType::Named(name.to_owned())
}

/// A list of a type.
pub(crate) fn list(of: RustType) -> RustType {
    RustType::List(Box::new(of))
}

/// An operation without arguments or body.
pub(crate) fn operation(ident: &str, method: Method, path: &str) -> OperationPlan {
    OperationPlan {
        ident: ident.to_owned(),
        published_id: None,
        method,
        path: path.to_owned(),
        summary: format!("Summary of {ident}"),
        docs: String::new(),
        deprecated: false,
        parameters: Vec::new(),
        supplied: Vec::new(),
        body: None,
        answer: AnswerPlan::One(Payload::Empty),
        other_answers: Vec::new(),
        errors: Vec::new(),
        error: ErrorPlan::None,
        headers: Vec::new(),
        security: Vec::new(),
        asks_for: Vec::new(),
        answers: Vec::new(),
        accept: vec!["application/json".to_owned()],
        scopes: vec!["things".to_owned()],
        idempotent: method.is_idempotent(),
        idempotency_header: None,
        idempotency_key_hours: 24,
        limit_group: "things".to_owned(),
        calls_per_minute: None,
        cache_seconds: None,
        sensitive: false,
        paging: None,
        rules: Vec::new(),
        pointer: format!(
            "/paths/{}/{}",
            path.replace('~', "~0").replace('/', "~1"),
            method.key()
        ),
    }
}

/// An argument.
pub(crate) fn parameter(ident: &str, wire: &str, place: Place, ty: RustType) -> ParameterPlan {
    ParameterPlan {
        ident: ident.to_owned(),
        wire: wire.to_owned(),
        place,
        required: place == Place::Path,
        ty,
        style: match place {
            Place::Path | Place::Header => Style::Simple,
            Place::Query | Place::Cookie => Style::Form,
        },
        explode: matches!(place, Place::Query | Place::Cookie),
        allow_reserved: false,
        json: false,
        rules: Vec::new(),
        item_rules: Vec::new(),
        sensitive: false,
        docs: format!("Documentation of {wire}."),
    }
}

/// A body.
pub(crate) fn body(ty: RustType, encoding: Encoding, content_type: &str) -> BodyPlan {
    BodyPlan {
        ty,
        encoding,
        content_type: content_type.to_owned(),
        required: true,
        styles: Vec::new(),
        rules: Vec::new(),
        item_rules: Vec::new(),
        docs: String::new(),
        others: Vec::new(),
    }
}

/// The documented answer for `status`.
pub(crate) fn arm(status: Status, ident: &str, payload: Payload) -> AnswerArm {
    AnswerArm {
        status,
        ident: ident.to_owned(),
        payload,
        docs: format!("Meaning of {status}."),
    }
}

/// A list operation with every kind of argument.
pub(crate) fn list_things() -> OperationPlan {
    let mut limit = parameter("limit", "limit", Place::Query, RustType::I64);
    limit.rules = vec![
        Rule::Minimum {
            value: "1".to_owned(),
            exclusive: false,
        },
        Rule::Maximum {
            value: "200".to_owned(),
            exclusive: false,
        },
    ];
    let mut kinds = parameter("kinds", "kind", Place::Query, list(named("Kind")));
    kinds.explode = false;
    kinds.item_rules = vec![Rule::MaxLength(8)];
    let mut filter = parameter("filter", "filter", Place::Query, named("Thing"));
    filter.json = true;
    let mut trace = parameter("trace_id", "X-Trace-Id", Place::Header, RustType::String);
    trace.required = true;
    let mut card = parameter("card", "X-Card", Place::Header, RustType::Secret);
    card.sensitive = true;
    OperationPlan {
        published_id: Some("listThings".to_owned()),
        summary: "Lists things".to_owned(),
        docs: "Of one owner:\n\nlet x = 1;".to_owned(),
        parameters: vec![
            parameter("owner_id", "ownerId", Place::Path, RustType::String),
            trace,
            limit,
            kinds,
            filter,
            card,
            parameter("session", "SESSION", Place::Cookie, RustType::String),
        ],
        answer: AnswerPlan::One(Payload::Json(named("ThingPage"))),
        errors: vec![
            arm(
                Status::Code(404),
                "NotFound",
                Payload::Json(named("Problem")),
            ),
            arm(Status::Range(5), "Status5xx", Payload::Empty),
        ],
        cache_seconds: Some(30),
        paging: Some(PagingPlan {
            cursor_parameter: "cursor".to_owned(),
            next_cursor: "/nextCursor".to_owned(),
            items: "/things".to_owned(),
            walk: None,
        }),
        ..operation(
            "list_things",
            Method::Get,
            "/things/v1/owners/{ownerId}/things",
        )
    }
}

/// A list that code can walk through. Arguments and fields are called like what the code uses itself.
pub(crate) fn page_things() -> OperationPlan {
    let mut from = parameter("call", "from", Place::Query, RustType::String);
    from.required = true;
    let step = |ident: &str, optional| PageStep {
        ident: ident.to_owned(),
        optional,
    };
    OperationPlan {
        published_id: Some("pageThings".to_owned()),
        parameters: vec![
            from,
            parameter("value", "value", Place::Query, RustType::String),
        ],
        answer: AnswerPlan::One(Payload::Json(named("ThingPage"))),
        paging: Some(PagingPlan {
            cursor_parameter: "from".to_owned(),
            next_cursor: "/value/call".to_owned(),
            items: "/things".to_owned(),
            walk: Some(PageWalk {
                cursor: "call".to_owned(),
                cursor_required: true,
                page: named("ThingPage"),
                next_cursor: vec![step("value", true), step("call", true)],
                items: Some((named("Thing"), vec![step("things", false)])),
            }),
        }),
        ..operation("page_things", Method::Get, "/things")
    }
}

/// A write with an idempotency key, whose success has several shapes.
pub(crate) fn create_thing() -> OperationPlan {
    OperationPlan {
        published_id: Some("createThing".to_owned()),
        body: Some(body(named("Thing"), Encoding::Json, "application/json")),
        answer: AnswerPlan::ByStatus {
            name: "CreateThingAnswer".to_owned(),
            arms: vec![
                arm(Status::Range(2), "Status2xx", Payload::Bytes),
                arm(Status::Code(201), "Created", Payload::Json(named("Thing"))),
                arm(Status::Code(202), "Accepted", Payload::Text),
                arm(Status::Code(204), "NoContent", Payload::Empty),
            ],
        },
        idempotency_header: Some("Idempotency-Key".to_owned()),
        deprecated: true,
        rules: vec!["U012".to_owned()],
        ..operation("create_thing", Method::Post, "/things/v1/things")
    }
}

/// Operations whose names and shapes are awkward, one trouble each.
pub(crate) fn awkward() -> Vec<OperationPlan> {
    let mut names = operation("shadows", Method::Get, "/shadows/{client}/{url}:go{x");
    names.parameters = [
        "client",
        "url",
        "options",
        "header_map",
        "request",
        "info",
        "result",
        "response",
        "call",
        "value",
        "key",
        "type_",
        "a_b",
        "x1",
        "body",
        "wire_",
    ]
    .into_iter()
    .map(|name| {
        let place = match name {
            "client" | "url" => Place::Path,
            "header_map" | "info" => Place::Header,
            "call" => Place::Cookie,
            _ => Place::Query,
        };
        parameter(name, name, place, RustType::String)
    })
    .collect();
    names.body = Some(body(RustType::Json, Encoding::Json, "application/json"));
    let mut same = operation("same", Method::Get, "/same/{id}/again/{id}");
    same.parameters = vec![
        parameter("id", "id", Place::Path, RustType::Number),
        parameter("id_2", "id", Place::Query, RustType::Number),
        parameter("id_3", "id", Place::Header, RustType::Date),
    ];
    let mut optional = operation("result", Method::Put, "/optional");
    optional.body = Some(BodyPlan {
        required: false,
        ..body(named("Thing"), Encoding::Json, "application/vnd.bank+json")
    });
    optional.answer = AnswerPlan::One(Payload::Xml);
    let mut form = operation("form", Method::Post, "/form");
    form.body = Some(BodyPlan {
        styles: vec![("kinds".to_owned(), Style::PipeDelimited, false)],
        ..body(
            named("Thing"),
            Encoding::Form,
            "application/x-www-form-urlencoded",
        )
    });
    form.answer = AnswerPlan::One(Payload::Text);
    let mut upload = operation("upload", Method::Post, "/upload");
    upload.body = Some(body(
        named("Thing"),
        Encoding::Multipart,
        "multipart/form-data",
    ));
    let mut text = operation("text", Method::Post, "/text");
    text.body = Some(body(RustType::String, Encoding::Text, "text/plain"));
    let mut raw = operation("raw", Method::Post, "/raw");
    raw.body = Some(BodyPlan {
        required: false,
        ..body(RustType::Bytes, Encoding::Bytes, "application/octet-stream")
    });
    raw.answer = AnswerPlan::One(Payload::Bytes);
    let mut xml = operation("xml", Method::Post, "/xml");
    xml.body = Some(body(RustType::Xml, Encoding::Xml, "application/xml"));
    let mut json_header = operation("json_header", Method::Head, "/json-header");
    json_header.parameters = vec![
        ParameterPlan {
            json: true,
            ..parameter("filter", "X-Filter", Place::Header, named("Thing"))
        },
        ParameterPlan {
            json: true,
            ..parameter("id", "id", Place::Path, named("Thing"))
        },
    ];
    json_header.path = "/json-header/{id}".to_owned();
    vec![
        names,
        same,
        optional,
        form,
        upload,
        text,
        raw,
        xml,
        json_header,
        operation("list_1", Method::Options, "/a"),
        operation("list1", Method::Trace, "/a"),
    ]
}

/// The types that the operations name.
fn types() -> Vec<TypeDef> {
    let field = |ident: &str, ty: RustType| FieldPlan {
        ident: ident.to_owned(),
        wire: ident.to_owned(),
        required: !matches!(ty, RustType::Option(_)),
        ty,
        nullable: false,
        read_only: false,
        write_only: false,
        sensitive: false,
        deprecated: false,
        untyped: false,
        docs: String::new(),
        rules: Vec::new(),
        item_rules: Vec::new(),
    };
    let def = |name: &str, written: bool, shape: Shape| TypeDef {
        name: name.to_owned(),
        file: name.to_lowercase(),
        docs: String::new(),
        pointer: format!("/components/schemas/{name}"),
        deprecated: false,
        usage: Usage {
            written,
            read: true,
        },
        builder: None,
        shape,
    };
    let object = |fields| {
        Shape::Struct(StructPlan {
            fields,
            additional: None,
            rules: Vec::new(),
        })
    };
    let kind = |ident: &str, wire: &str| ValuePlan {
        ident: ident.to_owned(),
        wire: wire.to_owned(),
    };
    vec![
        def(
            "Kind",
            true,
            Shape::Enum(EnumPlan {
                values: vec![kind("Small", "SMALL"), kind("Large", "LARGE")],
            }),
        ),
        def(
            "Thing",
            true,
            object(vec![
                field("name", RustType::String),
                field("kind", RustType::Option(Box::new(named("Kind")))),
            ]),
        ),
        def(
            "ThingPage",
            false,
            object(vec![field("things", list(named("Thing")))]),
        ),
        def(
            "Problem",
            false,
            object(vec![field("message", RustType::String)]),
        ),
    ]
}

/// A module of `operations`.
pub(crate) fn module(name: &str, operations: Vec<OperationPlan>) -> ModulePlan {
    ModulePlan {
        name: name.to_owned(),
        document: name.to_owned(),
        title: format!("The {name} API"),
        api_version: "1.0.0".to_owned(),
        docs: "What it is about.".to_owned(),
        servers: vec![AddressPlan {
            ident: "SANDBOX".to_owned(),
            url: "https://sandbox.example.com/things/v1".to_owned(),
            docs: String::new(),
        }],
        token_urls: Vec::new(),
        schemes: Vec::new(),
        headers: Vec::new(),
        base_path: "/things/v1".to_owned(),
        types: types(),
        type_index: Default::default(),
        operations,
    }
}

/// A crate of one document.
pub(crate) fn one(operations: Vec<OperationPlan>) -> CratePlan {
    CratePlan {
        name: "bank-things".to_owned(),
        modules: vec![module("things", operations)],
    }
}
