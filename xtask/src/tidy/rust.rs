//! One Rust file: what it declares, what it imports, and which names it says.

use anyhow::{Context, Result};
use proc_macro2::{Spacing, Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, UseTree, Visibility};

/// A module that is written in a file; most files have one.
#[derive(Default, Debug)]
pub struct Module {
    /// Below the file's own module, such as `["tests"]`; empty for the file itself.
    pub inner: Vec<String>,
    /// What it defines, besides modules.
    pub items: Vec<String>,
    /// Modules that it declares, and whether they are for tests only.
    pub modules: Vec<(String, bool)>,
    pub imports: Vec<Import>,
    pub names: Vec<Name>,
    /// Whether all of it is for tests only.
    pub test: bool,
}

#[derive(Clone, Debug)]
pub struct Import {
    pub path: Vec<String>,
    /// Under which name; none for a glob.
    pub alias: Option<String>,
    pub public: bool,
    pub test: bool,
    pub line: usize,
}

/// A path in the code, such as `day::said`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    pub path: Vec<String>,
    pub test: bool,
    pub line: usize,
}

/// Reads a file into its modules, its own first.
pub fn parse(path: &str, text: &str) -> Result<Vec<Module>> {
    let file = syn::parse_file(text).with_context(|| format!("{path} is not Rust"))?;
    let mut modules = Vec::new();
    let mut own = Module::default();
    let mut reader = Reader {
        module: &mut own,
        test: false,
    };
    for attribute in &file.attrs {
        reader.visit_attribute(attribute);
    }
    read_items(&file.items, &mut own, &mut modules);
    modules.insert(0, own);
    Ok(modules)
}

fn read_items(items: &[Item], module: &mut Module, modules: &mut Vec<Module>) {
    for item in items {
        let test = module.test || is_for_tests(attributes(item));
        match item {
            Item::Use(item) => imports(item, test, module),
            Item::Mod(item) => {
                let name = item.ident.to_string();
                module.modules.push((name.clone(), test));
                if let Some((_, content)) = &item.content {
                    let mut inner = Module {
                        inner: [&module.inner[..], &[name]].concat(),
                        test,
                        ..Module::default()
                    };
                    read_items(content, &mut inner, modules);
                    modules.push(inner);
                }
            }
            item => {
                module.items.extend(defined(item));
                Reader { module, test }.visit_item(item);
            }
        }
    }
}

fn imports(item: &ItemUse, test: bool, module: &mut Module) {
    let public = !matches!(item.vis, Visibility::Inherited);
    let mut add = |path: Vec<String>, alias: Option<String>, span: Span| {
        module.imports.push(Import {
            path,
            alias,
            public,
            test,
            line: span.start().line,
        });
    };
    flatten(&item.tree, &mut Vec::new(), &mut add);
}

fn flatten(
    tree: &UseTree,
    before: &mut Vec<String>,
    add: &mut impl FnMut(Vec<String>, Option<String>, Span),
) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, add);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, add)),
        UseTree::Name(name) if name.ident == "self" => {
            add(before.clone(), before.last().cloned(), name.ident.span());
        }
        UseTree::Name(name) => {
            let word = name.ident.to_string();
            add(
                [&before[..], std::slice::from_ref(&word)].concat(),
                Some(word),
                name.ident.span(),
            );
        }
        UseTree::Rename(name) => {
            let mut path = before.clone();
            if name.ident != "self" {
                path.push(name.ident.to_string());
            }
            add(path, Some(name.rename.to_string()), name.ident.span());
        }
        UseTree::Glob(glob) => add(before.clone(), None, glob.star_token.spans[0]),
    }
}

/// Collects the paths in an item, also in what its macros are given.
struct Reader<'a> {
    module: &'a mut Module,
    test: bool,
}

impl Reader<'_> {
    fn name(&mut self, path: Vec<String>, span: Span) {
        self.module.names.push(Name {
            path,
            test: self.test,
            line: span.start().line,
        });
    }

    /// Runs of `word::word` in tokens that are not parsed.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut run: Vec<String> = Vec::new();
        let mut begins = Span::call_site();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(word) => {
                    if colons != 2 && !run.is_empty() {
                        self.name(std::mem::take(&mut run), begins);
                    }
                    if run.is_empty() {
                        begins = word.span();
                    }
                    run.push(word.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' && !run.is_empty() => {
                    let is_first = mark.spacing() == Spacing::Joint && colons == 0;
                    colons = if is_first || colons == 1 { colons + 1 } else { 0 };
                }
                token => {
                    if !run.is_empty() {
                        self.name(std::mem::take(&mut run), begins);
                    }
                    colons = 0;
                    if let TokenTree::Group(group) = token {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        if !run.is_empty() {
            self.name(run, begins);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words = path.segments.iter().map(|segment| segment.ident.to_string());
        if let Some(first) = path.segments.first() {
            self.name(words.collect(), first.ident.span());
        }
        visit::visit_path(self, path);
    }

    /// For whom something is says nothing of what it needs.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        visit::visit_macro(self, called);
        self.tokens(called.tokens.clone());
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        visit::visit_meta_list(self, list);
        self.tokens(list.tokens.clone());
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        imports(item, self.test, self.module);
    }
}

/// The name of what an item defines in its module.
fn defined(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        _ => return None,
    };
    Some(ident.to_string())
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Ident>()
                .is_ok_and(|condition| condition == "test")
    })
}
