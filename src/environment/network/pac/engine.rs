//! The script engine with one script in it. It lives on one thread: see `script.rs`.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use rquickjs::context::EvalOptions;
use rquickjs::{CatchResultExt, CaughtError, Context, Ctx, Function, Runtime, Type, Value};

use super::answers::Answers;
use super::functions::{self, World};
use super::pace::{Life, Pace};
use super::{Limits, PacError};
use crate::environment::facts::Road;
use crate::environment::network::server;

/// What a script is asked through, in this order. Browsers know the first alone
/// (`services/proxy_resolver/proxy_resolver_v8.cc`; `netwerk/base/ProxyAutoConfig.cpp`); Windows' own programs the
/// second.
const ENTRIES: [&str; 2] = ["FindProxyForURL", "FindProxyForURLEx"];

pub(super) struct Engine {
    context: Context,
    world: Rc<World>,
    limits: Limits,
}

/// How a script went wrong.
enum Trouble {
    /// Its time or its memory was at an end.
    Spent,
    /// It threw something.
    Threw,
}

impl Engine {
    /// Runs a script, so that it can be asked.
    pub(super) fn load(
        source: &str,
        limits: Limits,
        answers: Arc<dyn Answers>,
        life: Arc<Life>,
    ) -> Result<Self, PacError> {
        let pace = Rc::new(Pace::new(life));
        let world = Rc::new(World::new(Rc::clone(&pace), answers));
        let runtime = Runtime::new().or(Err(PacError::Failed))?;
        runtime.set_memory_limit(limits.memory);
        runtime.set_max_stack_size(limits.stack);
        let context = Context::full(&runtime).or(Err(PacError::Failed))?;
        context.with(|ctx| functions::install(&ctx, &world, source)).or(Err(PacError::Failed))?;
        runtime.set_interrupt_handler(Some(Box::new(move || pace.is_over())));
        let engine = Self { context, world, limits };
        engine.begin(limits.load);
        engine.context.with(|ctx| {
            let broken = |trouble| match trouble {
                Trouble::Spent => PacError::Endless,
                Trouble::Threw => PacError::Broken,
            };
            let mut options = EvalOptions::default();
            options.strict = false;
            let run = ctx.eval_with_options::<Value<'_>, _>(source, options);
            engine.outcome(&ctx, run).map_err(broken)?;
            engine.entry(&ctx).map_err(broken)?.map(drop).ok_or(PacError::Broken)
        })?;
        Ok(engine)
    }

    /// By which roads the script would reach a host, in the order in which they are tried.
    pub(super) fn ask(&self, host: &str) -> Result<Vec<Road>, PacError> {
        self.begin(self.limits.ask);
        self.context.with(|ctx| {
            let failed = |trouble| match trouble {
                Trouble::Spent => PacError::Endless,
                Trouble::Threw => PacError::Failed,
            };
            let entry = self.entry(&ctx).map_err(failed)?.ok_or(PacError::Failed)?;
            // As browsers ask: nothing of an HTTPS address but the host.
            let answer = entry.call::<_, Value<'_>>((format!("https://{host}/"), host));
            let answer = self.outcome(&ctx, answer).map_err(failed)?;
            if answer.is_undefined() || answer.is_null() {
                return Ok(vec![Road::Direct]);
            }
            let text = answer.as_string().ok_or(PacError::Failed)?.to_string();
            let text = text.ok().filter(|text| text.is_ascii()).ok_or(PacError::Failed)?;
            Ok(server::parse_pac_result(&text))
        })
    }

    fn begin(&self, patience: Duration) {
        self.world.pace.start(patience, self.limits.names);
        self.world.begin();
    }

    /// The function that is asked. Looking for it may run code of the script.
    fn entry<'js>(&self, ctx: &Ctx<'js>) -> Result<Option<Function<'js>>, Trouble> {
        for name in ENTRIES {
            let found = self.outcome(ctx, ctx.globals().get::<_, Value<'js>>(name))?;
            if let Some(function) = found.into_function() {
                return Ok(Some(function));
            }
        }
        Ok(None)
    }

    /// What the script threw is dropped: it may hold anything.
    fn outcome<T>(&self, ctx: &Ctx<'_>, result: rquickjs::Result<T>) -> Result<T, Trouble> {
        result.catch(ctx).map_err(|caught| {
            let spent = match caught {
                CaughtError::Exception(exception) => exception.message().as_deref() == Some("out of memory"),
                // There was not even memory for saying so.
                CaughtError::Value(value) => matches!(value.type_of(), Type::Null | Type::Uninitialized),
                CaughtError::Error(error) => matches!(error, rquickjs::Error::Allocation),
            };
            if spent || self.world.pace.was_over() { Trouble::Spent } else { Trouble::Threw }
        })
    }
}
