package ioc.web;

import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Function;

/** The operations on people, sign-ins, tokens and the audit. */
final class AccessApi {
    private AccessApi() {}

    static void put(Map<String, Function<Api.Ask, Future<?>>> asked, Accounts accounts, OpenApi contract, Gate gate) {
        asked.put(
                "me",
                ask -> accounts.me(
                        ask.visitor(), contract.allowed(ask.visitor().pass().flatMap(Accounts.Pass::caller))));
        asked.put(
                "leaveForProvider",
                ask -> accounts.leave(
                        ask.visitor(),
                        gate.origin(ask.request()),
                        ask.maybe("to").orElse("/")));
        asked.put(
                "arriveFromProvider",
                ask -> accounts.arrive(
                        ask.visitor(), new Accounts.Returned(gate.binding(ask.request()), ask.values())));
        asked.put("signIn", ask -> accounts.signIn(ask.visitor(), ask.json()));
        asked.put("signOut", ask -> accounts.signOut(ask.visitor()));
        asked.put("acceptInvitation", ask -> accounts.accept(ask.visitor(), ask.json()));
        asked.put("changePassword", ask -> accounts.changePassword(ask.visitor(), ask.json()));
        asked.put("secondFactor", ask -> accounts.second(ask.visitor(), ask.json()));
        asked.put("signIns", ask -> accounts.signIns(ask.visitor()));
        asked.put("endSignIn", ask -> accounts.endSignIn(ask.visitor(), ask.text("signIn")));
        asked.put("people", ask -> accounts.people());
        asked.put("addPerson", ask -> accounts.addPerson(ask.visitor(), ask.json()));
        asked.put("changePerson", ask -> accounts.changePerson(ask.visitor(), ask.text("person"), ask.json()));
        asked.put("invite", ask -> accounts.invite(ask.visitor(), ask.text("person")));
        asked.put("tokens", ask -> accounts.tokens());
        asked.put("addToken", ask -> accounts.addToken(ask.visitor(), ask.json()));
        asked.put("endToken", ask -> accounts.endToken(ask.visitor(), ask.text("token")));
        asked.put(
                "audit",
                ask -> accounts.audit(
                        ask.maybe("who").orElse(""),
                        ask.maybe("operation").orElse(""),
                        ask.maybe("before").map(Long::parseLong).orElse(Long.MAX_VALUE),
                        ask.whole("limit")));
        asked.put("verifyAudit", ask -> accounts.verifyAudit());
        asked.put(
                "exportAudit",
                ask -> accounts.exportAudit(
                        ask.maybe("who").orElse(""),
                        ask.maybe("operation").orElse(""),
                        ask.text("format"),
                        ask.text("lang")));
    }
}
