package ioc.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ioc.access.ApiToken;
import ioc.access.Person;
import ioc.access.Role;
import ioc.access.Scope;
import ioc.access.SignIn;
import ioc.follow.StoreAway;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Who may come in, as rows. All calls block. */
public final class People {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database database;

    People(Database database) {
        this.database = database;
    }

    /** Everybody and everything that opens a door. */
    public record All(List<Person> people, List<SignIn> signIns, List<ApiToken> tokens) {}

    /** A use of one connection within a transaction. */
    private interface Writing {
        void on(Handle handle);
    }

    private void change(Writing writing) throws StoreAway {
        try {
            database.writer().useTransaction(writing::on);
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    public All all() throws StoreAway {
        try {
            return database.reader()
                    .withHandle(handle -> new All(
                            handle.createQuery("SELECT * FROM person ORDER BY made_at, id")
                                    .map((row, context) -> person(row))
                                    .list(),
                            handle.createQuery("SELECT * FROM sign_in ORDER BY begun_at, id")
                                    .map((row, context) -> signIn(row))
                                    .list(),
                            handle.createQuery("SELECT * FROM api_token ORDER BY made_at, id")
                                    .map((row, context) -> token(row))
                                    .list()));
        } catch (JdbiException e) {
            throw database.away(e);
        }
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("id"),
                row.getString("login"),
                row.getString("name"),
                Role.of(row.getString("role")).orElse(null),
                scope(row),
                new Person.Keys(
                        row.getString("password"),
                        row.getString("invitation"),
                        row.getLong("invited_until"),
                        row.getString("second_factor"),
                        row.getLong("second_step"),
                        list(row.getString("recovery")),
                        new Person.Outside(row.getString("issuer"), row.getString("subject"))),
                row.getInt("is_active") == 1,
                row.getLong("made_at"),
                row.getLong("used_at"));
    }

    private static SignIn signIn(ResultSet row) throws SQLException {
        return new SignIn(
                row.getString("hash"),
                row.getString("id"),
                row.getString("person"),
                row.getLong("begun_at"),
                row.getLong("ends_at"),
                row.getLong("seen_at"),
                row.getString("address"),
                row.getString("browser"),
                row.getString("way"));
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getString("hash"),
                row.getString("id"),
                row.getString("name"),
                Role.of(row.getString("role")).orElse(Role.VIEWER),
                scope(row),
                row.getString("made_by"),
                row.getLong("made_at"),
                row.getLong("ends_at"),
                row.getLong("seen_at"));
    }

    private static Scope scope(ResultSet row) throws SQLException {
        return new Scope(Set.copyOf(list(row.getString("orgs"))));
    }

    private static List<String> list(String json) {
        try {
            return Arrays.asList(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list that was written as JSON must be JSON", e);
        }
    }

    private static String json(Collection<String> list) {
        try {
            return JSON.writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list is always JSON", e);
        }
    }

    /** Keeps a person, new or changed. */
    public void save(Person person) throws StoreAway {
        Person.Keys keys = person.keys();
        Role role = person.role();
        change(handle -> handle.createUpdate("""
                        INSERT INTO person(id, login, name, role, orgs, password, invitation, invited_until, second_factor,
                          second_step, recovery, issuer, subject, is_active, made_at, used_at)
                        VALUES (:id, :login, :name, :role, :orgs, :password, :invitation, :invitedUntil, :second,
                          :secondStep, :recovery, :issuer, :subject, :isActive, :madeAt, :usedAt)
                        ON CONFLICT(id) DO UPDATE SET login = excluded.login, name = excluded.name,
                          role = excluded.role, orgs = excluded.orgs, password = excluded.password,
                          invitation = excluded.invitation, invited_until = excluded.invited_until,
                          second_factor = excluded.second_factor, second_step = excluded.second_step,
                          recovery = excluded.recovery, is_active = excluded.is_active, used_at = excluded.used_at
                        """)
                .bind("id", person.id())
                .bind("login", person.login())
                .bind("name", person.name())
                .bind("role", role == null ? "" : role.word())
                .bind("orgs", json(new TreeSet<>(person.scope().orgs())))
                .bind("password", keys.password())
                .bind("invitation", keys.invitation())
                .bind("invitedUntil", keys.invitedUntil())
                .bind("second", keys.second())
                .bind("secondStep", keys.secondStep())
                .bind("recovery", json(keys.recovery()))
                .bind("issuer", keys.outside().issuer())
                .bind("subject", keys.outside().subject())
                .bind("usedAt", person.usedAt())
                .bind("isActive", person.isActive() ? 1 : 0)
                .bind("madeAt", person.madeAt())
                .execute());
    }

    /** When somebody last signed in, epoch ms. */
    public void used(String person, long at) throws StoreAway {
        change(handle -> handle.execute("UPDATE person SET used_at = ? WHERE id = ?", at, person));
    }

    /** Keeps a sign-in, new or with another way. */
    public void save(SignIn one) throws StoreAway {
        change(handle -> handle.createUpdate("""
                        INSERT INTO sign_in(hash, id, person, begun_at, ends_at, seen_at, address, browser, way)
                        VALUES (:hash, :id, :person, :begunAt, :endsAt, :seenAt, :address, :browser, :way)
                        ON CONFLICT(hash) DO UPDATE SET way = excluded.way
                        """)
                .bind("hash", one.hash())
                .bind("id", one.id())
                .bind("person", one.person())
                .bind("begunAt", one.begunAt())
                .bind("endsAt", one.endsAt())
                .bind("seenAt", one.seenAt())
                .bind("address", one.address())
                .bind("browser", one.browser())
                .bind("way", one.way())
                .execute());
    }

    public void save(ApiToken token) throws StoreAway {
        change(handle -> handle.createUpdate("""
                        INSERT INTO api_token(hash, id, name, role, orgs, made_by, made_at, ends_at, seen_at)
                        VALUES (:hash, :id, :name, :role, :orgs, :madeBy, :madeAt, :endsAt, :seenAt)
                        """)
                .bind("hash", token.hash())
                .bind("id", token.id())
                .bind("name", token.name())
                .bind("role", token.role().word())
                .bind("orgs", json(new TreeSet<>(token.scope().orgs())))
                .bind("madeBy", token.madeBy())
                .bind("madeAt", token.madeAt())
                .bind("endsAt", token.endsAt())
                .bind("seenAt", token.seenAt())
                .execute());
    }

    /** Sign-ins and tokens of these hashes open nothing any more. */
    public void remove(Collection<String> hashes) throws StoreAway {
        List<String> all = new ArrayList<>(hashes);
        change(handle -> all.forEach(hash -> {
            handle.execute("DELETE FROM sign_in WHERE hash = ?", hash);
            handle.execute("DELETE FROM api_token WHERE hash = ?", hash);
        }));
    }

    /** When sign-ins and tokens were last used, epoch ms by hash. */
    public void seen(Map<String, Long> seen) throws StoreAway {
        change(handle -> seen.forEach((hash, at) -> {
            handle.execute("UPDATE sign_in SET seen_at = ? WHERE hash = ?", at, hash);
            handle.execute("UPDATE api_token SET seen_at = ? WHERE hash = ?", at, hash);
        }));
    }
}
