//! Images that one service builds and others run: `image: acme/app` beside `build` in `web`, and alone in `worker`.
//!
//! The other services run the build of the one, with its context, target and arguments. Docker Compose itself looks
//! through the services for such a build where an image cannot be pulled. Start with [`add_shared`].

use super::ServiceBuild;
use crate::model::stack::Stack;
use crate::syntax::compose::ast::Service;

/// Adds to the builds of services those of services that run what another one builds; in the order of the services.
pub(super) fn add_shared(builds: &mut Vec<ServiceBuild>, stack: &Stack) {
    if builds.is_empty() {
        return;
    }
    let shared: Vec<ServiceBuild> =
        stack.services().filter_map(|service| shared_build(builds, stack, service)).collect();
    if !shared.is_empty() {
        builds.extend(shared);
        builds.sort_by_key(|build| build.service);
    }
}

/// The one build that makes the image which a service names; of several different ones nobody knows which was last.
fn shared_build(builds: &[ServiceBuild], stack: &Stack, service: &Service) -> Option<ServiceBuild> {
    let mut found = stack.builders_of(service).filter_map(|builder| ServiceBuild::of(builds, builder));
    let first = found.next()?;
    let made_of = |build: &ServiceBuild| (build.context.clone(), build.dockerfile.clone(), build.build);
    let is_one = found.all(|other| made_of(other) == made_of(first));
    is_one.then(|| ServiceBuild { service: service.number, ..first.clone() })
}

#[cfg(test)]
mod tests {
    use crate::model::Container;
    use crate::model::containers::testing::project;
    use crate::model::stack::HealthSignal;

    const DOCKERFILE: &str = "ARG V=1\nFROM node:${V} AS base\nUSER node\nFROM base AS web\nHEALTHCHECK CMD a";

    /// The stage that `worker` runs, where `web` is made so.
    fn stage(web: &str, worker: &str) -> Option<String> {
        let services = format!("services: {{worker: {{{worker}}}, web: {{{web}}}}}");
        let project = project(&services, DOCKERFILE);
        let worker = Container::all(&project).next()?;
        Some(worker.stage()?.1.name.as_ref()?.value.clone())
    }

    #[test]
    fn one_name_means_one_image() {
        let web = "build: ., image: acme/app";
        for image in ["acme/app", "'acme/app:latest'", "docker.io/acme/app", "'index.docker.io/acme/app:latest'"] {
            assert_eq!(stage(web, &format!("image: {image}")).as_deref(), Some("web"), "{image}");
        }
        for image in ["'acme/app:1'", "ghcr.io/acme/app", "acme/app@sha256:0", "'acme/app:${TAG}'", "'acme/${APP}'"] {
            assert_eq!(stage(web, &format!("image: {image}")), None, "{image}");
        }
        assert_eq!(stage("build: ., image: 'acme/app:${TAG:-1}'", "image: 'acme/app:1'").as_deref(), Some("web"));
        assert_eq!(stage("build: ., image: 'acme/app:${TAG}'", "image: acme/app"), None);
        assert_eq!(stage("build: {tags: [a, acme/app]}", "image: acme/app").as_deref(), Some("web"));
        assert_eq!(stage("build: {target: base}, image: acme/app", "image: acme/app").as_deref(), Some("base"));
        assert_eq!(stage("image: acme/app", "image: acme/app"), None);
    }

    #[test]
    fn what_is_pulled_anew_is_not_what_was_built() {
        let with = |policy: &str| stage("build: ., image: a", &format!("image: a, pull_policy: {policy}")).is_some();
        assert!(with("missing") && with("never") && with("if_not_present") && with("build"));
        assert!(!with("always") && !with("daily") && !with("every_2h") && !with("'${POLICY}'"));
    }

    #[test]
    fn different_builds_of_one_name_are_nobodys() {
        let both = |other: &str| stage(&format!("build: ., image: a}}, other: {{build: {other}, image: a"), "image: a");
        assert_eq!(both(".").as_deref(), Some("web"));
        assert_eq!(both("{target: base}"), None);
    }

    #[test]
    fn the_container_is_what_was_built() {
        let services = "services: {db: {image: postgres}, worker: {image: a}, web: {build: {args: {V: 22}}, image: a}}";
        let project = project(services, DOCKERFILE);
        let [_, worker, web] = Container::all(&project).collect::<Vec<_>>()[..] else { panic!("three services") };
        assert_eq!(worker.image.map(|image| image.builder), Some(web.service.number));
        assert_eq!(worker.user().as_deref(), Some("node"));
        assert_eq!(worker.origin_image().and_then(|image| image.tag().map(str::to_owned)).as_deref(), Some("22"));
        assert_eq!(worker.health_signal(), HealthSignal::Checked);
        assert_eq!(worker.build().map(|build| build.file), web.build().map(|build| build.file));
        let uses = project.service_uses();
        assert_eq!(uses.len(), 2);
        assert!(uses.iter().all(|(_, service)| service.request.arguments.contains_key("V")));
    }

    #[test]
    fn a_dockerfile_in_the_compose_file_is_run_too() {
        let services = "services: {worker: {image: a}, web: {build: {dockerfile_inline: 'FROM node:24'}, image: a}}";
        let project = project(services, "");
        let worker = Container::all(&project).next().unwrap();
        let place = worker.place(worker.stage().unwrap().1.base_span).unwrap();
        let inline = worker.build_section().and_then(|build| build.dockerfile_inline.as_ref()).unwrap().place;
        let (outer, inner) = (inline.span, place.span);
        assert!(place.file == inline.file && outer.start < inner.start && inner.end <= outer.end);
        assert_eq!(inner.len() as usize, "node:24".len());
    }

    #[test]
    fn a_user_has_to_stand_in_every_service() {
        let rootless = |worker: &str| {
            let services =
                format!("services: {{web: {{build: ., image: a, user: '1'}}, worker: {{image: a{worker}}}}}");
            let project = project(&services, DOCKERFILE);
            project.service_uses().iter().all(|(_, service)| service.runs_without_root)
        };
        assert!(rootless(", user: '2'") && !rootless("") && rootless(", pull_policy: always"));
    }
}
