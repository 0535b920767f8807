package ioc;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import ioc.access.Person;
import ioc.access.Randoms;
import ioc.access.Role;
import ioc.access.Roster;
import ioc.access.Scope;
import ioc.access.SignIn;
import ioc.web.Accounts.Visitor;
import ioc.web.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People, as administrators see, invite and change them. */
final class PeopleAnswers {
    private static final Duration INVITED = Duration.ofDays(7);

    private final Register register;
    private final Roster roster;
    private final AccountFields fields;

    PeopleAnswers(Register register, AccountFields fields) {
        this.register = register;
        this.roster = register.roster();
        this.fields = fields;
    }

    Future<?> people() {
        return Future.succeededFuture(roster.people().stream().map(this::row).toList());
    }

    private Map<String, @Nullable Object> row(Person person) {
        List<SignIn> live = roster.of(person.id()).stream()
                .filter(one -> roster.isLive(one, register.now()))
                .toList();
        Role role = person.role();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", person.id());
        row.put("login", person.login());
        row.put("name", person.name());
        row.put("role", role == null ? null : role.word());
        row.put("orgs", person.scope().sorted());
        row.put("active", person.isActive());
        row.put("second", person.keys().hasSecond());
        row.put("provider", person.keys().outside().isSomebody());
        row.put("unused", register.isUnused(person));
        row.put("usedAt", person.usedAt());
        row.put("password", !person.keys().password().isEmpty());
        row.put(
                "invitedUntil",
                person.keys().invitation().isEmpty() ? null : person.keys().invitedUntil());
        row.put("signIns", live.size());
        row.put(
                "seenAt",
                live.stream().mapToLong(SignIn::seenAt).max().stream()
                        .boxed()
                        .findFirst()
                        .orElse(null));
        return row;
    }

    Future<?> addPerson(Visitor visitor, JsonNode body) {
        register.mustBeReady();
        String code = register.randoms().code(3);
        long until = register.now() + INVITED.toMillis();
        String login = AccountFields.login(body);
        String name = AccountFields.name(body);
        Role role = AccountFields.role(body);
        Person person = register.person(login, name, role, fields.scope(body, role), Person.Keys.NONE);
        return register.inTurn(() -> {
                    if (roster.called(person.login()).isPresent()) {
                        throw new Refusal(409, "login", "login: is taken", Map.of());
                    }
                    if (roster.isFull()) {
                        throw new Refusal(409, "people: are " + Roster.MOST_PEOPLE + " already");
                    }
                    return register.did(visitor, "addPerson", person.login(), "", Register.line(person))
                            .compose(done -> register.save(invited(person, code, until)));
                })
                .map(saved -> Map.of("id", saved.id(), "code", code, "until", until));
    }

    private static Person invited(Person person, String code, long until) {
        return person.with(person.keys().invited(Randoms.hash(Randoms.typed(code)), until));
    }

    Future<?> invite(Visitor visitor, String id) {
        String code = register.randoms().code(3);
        long until = register.now() + INVITED.toMillis();
        return register.inTurn(() -> {
            Person person = roster.person(id).orElseThrow(() -> Refusal.unknown("person", id));
            if (person.keys().outside().isSomebody()) {
                throw new Refusal(409, "provided", "person: signs in by a provider, without password", Map.of());
            }
            return register.did(visitor, "invite", person.login(), "", "")
                    .compose(done -> register.save(invited(person, code, until)))
                    .map(saved -> Map.of("code", code, "until", until));
        });
    }

    Future<?> changePerson(Visitor visitor, String id, JsonNode body) {
        register.mustBeReady();
        return register.inTurn(() -> {
            Person before = roster.person(id).orElseThrow(() -> Refusal.unknown("person", id));
            Role role = body.has("role") ? AccountFields.role(body) : before.role();
            Scope scope = body.has("orgs") ? fields.scope(body, role) : AccountFields.fitting(role, before.scope());
            boolean active = body.path("active").asBoolean(before.isActive());
            Person named = renamed(before, body);
            Person.Keys keys = body.path("second").asBoolean(true)
                    ? named.keys()
                    : named.keys().second("", 0, List.of());
            boolean isAgain = body.path("active").asBoolean(false) && register.isUnused(before);
            Person same = named.as(named.name(), role, scope, active).with(keys);
            Person after = isAgain ? same.used(register.now()) : same;
            mustBeOurs(before, after);
            if (roster.isLastAdministrator(before) && !(active && role == Role.ADMINISTRATOR)) {
                throw new Refusal(
                        409, "last-administrator", "role: was the last administrator but one must be left", Map.of());
            }
            String told = Register.line(after) + (isAgain ? "; again" : "");
            return register.did(visitor, "changePerson", before.login(), Register.line(before), told)
                    .compose(done -> register.save(after))
                    .compose(register::renewed)
                    .map(this::row);
        });
    }

    private static Person renamed(Person before, JsonNode body) {
        try {
            return body.has("name")
                    ? before.as(AccountFields.name(body), before.role(), before.scope(), before.isActive())
                    : before;
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        }
    }

    /** What a provider says at each sign-in would not last here. */
    private static void mustBeOurs(Person before, Person after) {
        boolean isSame = before.role() == after.role()
                && before.scope().equals(after.scope())
                && before.name().equals(after.name());
        if (before.keys().outside().isSomebody() && !isSame) {
            throw new Refusal(
                    409, "provided", "role: is given by the provider of this person, change it there", Map.of());
        }
    }
}
