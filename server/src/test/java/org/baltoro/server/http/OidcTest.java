package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.OidcIssuer;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bearer tokens of an issuer: a real one, with keys that change. */
class OidcTest {
  private static final String WHO = "/api/baltoro/v1/whoami";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger keysAsked = new AtomicInteger();
  private HttpServer issuer;
  private volatile RSAKey key;
  private Engine engine;
  private RunningServer server;

  @BeforeEach
  void open() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("first").generate();
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/realm/.well-known/openid-configuration", () -> discovery());
    serve(
        "/keys",
        () -> {
          keysAsked.incrementAndGet();
          return new JWKSet(key.toPublicJWK()).toString();
        });
    issuer.start();
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")));
    server =
        ServerMain.serve(
            engine,
            ServeOptions.defaults()
                .port(0)
                .oidcIssuer(new OidcIssuer(URI.create(address()), "baltoro")));
  }

  @AfterEach
  void close() {
    server.close();
    issuer.stop(0);
    http.close();
  }

  private interface Text {
    String get();
  }

  private void serve(String path, Text text) {
    issuer.createContext(
        path,
        exchange -> {
          var body = text.get().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private String address() {
    return "http://localhost:" + issuer.getAddress().getPort() + "/realm";
  }

  private String discovery() {
    return "{\"issuer\": \"%s\", \"jwks_uri\": \"%s\"}"
        .formatted(address(), address().replace("/realm", "/keys"));
  }

  private JWTClaimsSet.Builder ann() {
    return new JWTClaimsSet.Builder()
        .issuer(address())
        .audience(List.of("account", "baltoro"))
        .subject("c0ffee")
        .claim("preferred_username", "ann")
        .claim("groups", List.of("/finance", "managers"))
        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
  }

  private static String signed(JWTClaimsSet.Builder claims, RSAKey with) throws Exception {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build();
    var token = new SignedJWT(header, claims.build());
    token.sign(new RSASSASigner(with));
    return token.serialize();
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return http.send(
        HttpRequest.newBuilder(server.url().resolve(path))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString());
  }

  private void assertRefused(String token, String why) throws Exception {
    var answer = get(WHO, token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.body()).contains("urn:baltoro:problem:not-authenticated").contains(why);
  }

  @Test
  void aTokenOfTheIssuerIsTakenAndItsKeysAreAskedForOnce() throws Exception {
    for (int time = 0; time < 3; time++) {
      var answer = get(WHO, signed(ann(), key));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"ann\"");
    }
    assertThat(keysAsked).hasValue(1);
    var own =
        engine
            .connectTrusted("admin")
            .administration()
            .createToken("admin", "test", Duration.ofDays(1));
    assertThat(get(WHO, own).body()).as("own tokens as before").contains("\"admin\"");
  }

  @Test
  void itsGroupsCountForRightsAndForTheWorklist() throws Exception {
    engine
        .connectTrusted("dora")
        .definitions()
        .deploy(
            """
            process: Finance/Order
            rights: { start: ['group:managers'], view: ['group:finance'] }
            activities:
              Approve:
                events:
                  - client: Approve
                    destinations: ['group:finance']
                    actions: [Yes]
            """,
            "order.yaml");
    var dora = engine.connectTrusted("dora");
    long id = dora.startProcessInstance(dora.createProcessInstance("Finance/Order"), true).id();
    var token = signed(ann(), key);
    assertThat(get("/api/baltoro/v1/instances/" + id, token).statusCode()).isEqualTo(200);
    assertThat(get("/api/workflow/v1/workflows", token).body()).contains("Finance/Order");
    assertThat(get("/api/baltoro/v1/worklist", token).body()).contains(id + "_");
    var stranger = signed(ann().claim("groups", List.of("sales")), key);
    assertThat(get("/api/baltoro/v1/instances/" + id, stranger).statusCode()).isEqualTo(403);
    assertThat(get("/api/baltoro/v1/worklist", stranger).body()).doesNotContain(id + "_");
  }

  @Test
  void whoHasComeOnceIsKnownHere() throws Exception {
    engine.createFirstAdministrator("root");
    var administration = engine.connectTrusted("root").administration();
    administration.createUser("dora", "a good password", Set.of());
    assertThatThrownBy(() -> administration.setManager("ann", "dora"))
        .hasMessageContaining("no active user 'ann'");
    var token = signed(ann(), key);
    assertThat(get(WHO, token).statusCode()).isEqualTo(200);
    administration.setManager("ann", "dora");
    assertThat(get("/api/baltoro/v1/outOfOffice?user=ann", token).statusCode()).isEqualTo(200);
    assertThat(get("/api/baltoro/v1/worklist?of=ann", token).statusCode()).isEqualTo(200);
    assertThat(administration.users())
        .filteredOn(user -> user.name().equals("ann"))
        .singleElement()
        .satisfies(user -> assertThat(user.groups()).as("those are the issuer's").isEmpty());
    assertThatThrownBy(() -> engine.login("ann", "")).hasMessageContaining("wrong");
  }

  @Test
  void whatIsExpiredOrMeantForOthersOrOfAnotherIssuerIsRefused() throws Exception {
    var past = Date.from(Instant.now().minus(Duration.ofMinutes(5)));
    assertRefused(signed(ann().expirationTime(past), key), "Expired");
    var moment = Date.from(Instant.now().minus(Duration.ofSeconds(20)));
    assertThat(get(WHO, signed(ann().expirationTime(moment), key)).statusCode())
        .as("clocks differ")
        .isEqualTo(200);
    assertRefused(signed(ann().expirationTime(null), key), "exp");
    var future = Date.from(Instant.now().plus(Duration.ofMinutes(4)));
    assertRefused(signed(ann().notBeforeTime(future), key), "before use");
    assertRefused(signed(ann().audience("another"), key), "aud claim");
    assertRefused(signed(ann().audience((String) null), key), "aud");
    assertRefused(signed(ann().issuer("https://evil.example"), key), "iss");
    assertRefused(signed(ann().claim("preferred_username", null), key), "preferred_username");
    assertRefused(signed(ann().claim("preferred_username", "group:x"), key), "no user name");
  }

  @Test
  void aNewKeyIsFoundWhenATokenNamesItAndAnUnknownOneIsRefused() throws Exception {
    assertThat(get(WHO, signed(ann(), key)).statusCode()).isEqualTo(200);
    var second = new RSAKeyGenerator(2048).keyID("second").generate();
    var token = signed(ann(), second);
    key = second;
    assertThat(get(WHO, token).statusCode()).as("rotated").isEqualTo(200);
    var forged = new RSAKeyGenerator(2048).keyID("second").generate();
    assertRefused(signed(ann(), forged), "Invalid signature");
    var unknown = new RSAKeyGenerator(2048).keyID("third").generate();
    assertRefused(signed(ann(), unknown), "key");
  }

  @Test
  void noSignatureAndASharedSecretAreRefused() throws Exception {
    var none = new PlainJWT(ann().build()).serialize();
    assertRefused(none, "");
    // The public key, which everybody has, taken for a secret.
    var secret = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    var shared =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), ann().build());
    shared.sign(new MACSigner(secret));
    assertRefused(shared.serialize(), "");
  }

  @Test
  void aDisabledAccountKeepsItsUserOutAndGroupsOfAnAccountCountBesides() throws Exception {
    var administration = engine.connectTrusted("admin").administration();
    administration.createUser("ann", "a good password", Set.of("auditors"));
    var token = signed(ann(), key);
    assertThat(get(WHO, token).statusCode()).isEqualTo(200);
    administration.disableUser("ann");
    assertRefused(token, "disabled");
    administration.enableUser("ann");
    assertThat(get(WHO, token).statusCode()).isEqualTo(200);
  }

  @Test
  void withoutItsKeysTokensCanNotBeChecked() throws Exception {
    issuer.stop(0);
    var answer = get(WHO, signed(ann(), key));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("urn:baltoro:problem:busy");
  }
}
