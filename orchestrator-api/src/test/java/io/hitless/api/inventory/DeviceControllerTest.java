package io.hitless.api.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hitless.api.testing.Caller;
import io.hitless.api.testing.ServiceTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServiceTest
class DeviceControllerTest {
  @LocalServerPort int port;
  Caller caller;

  @BeforeEach
  void call() {
    caller = new Caller(port, Optional.of(ServiceTest.KEY));
  }

  @Test
  void a_registered_device_is_found_by_its_location_with_the_defaults_filled_in() {
    var form = caller.deviceForm(caller.credential());
    var answer = caller.post("/api/v1/devices", form);

    assertThat(answer.status()).isEqualTo(201);
    var shown = caller.get(answer.header("Location"));
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.json()).isEqualTo(answer.json());
    assertThat(shown.header("ETag")).isEqualTo(answer.header("ETag")).startsWith("\"");
    assertThat(shown.text("/name")).isEqualTo(form.get("name"));
    assertThat(shown.json().at("/port").intValue()).isEqualTo(22);
    assertThat(shown.text("/sshProfile")).isEqualTo("MODERN");
    assertThat(shown.text("/hostKeyPolicy")).isEqualTo("PINNED");
    assertThat(shown.json().at("/facts").isNull()).isTrue();
    assertThat(shown.text("/createdAt")).endsWith("Z");
  }

  @Test
  void a_second_device_of_the_same_name_is_refused() {
    var form = caller.deviceForm(caller.credential());
    Caller.created(caller.post("/api/v1/devices", form));

    var again = caller.post("/api/v1/devices", form);

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("name-taken");
  }

  @Test
  void validating_answers_what_would_be_registered_and_stores_nothing() {
    var form = caller.deviceForm(caller.credential());

    var answer = caller.post("/api/v1/devices?validateOnly=true", form);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/name")).isEqualTo(form.get("name"));
    assertThat(caller.get("/api/v1/devices?name=" + form.get("name")).json().at("/items"))
        .isEmpty();
  }

  @Test
  void a_merge_patch_changes_what_it_names_and_nothing_else() {
    String id = caller.device();
    var before = caller.get("/api/v1/devices/" + id);

    var after =
        caller.patch(
            "/api/v1/devices/" + id,
            "{\"port\":2022,\"site\":null,\"tags\":[\"dc1\",\"dc2\"]}",
            "If-Match",
            before.header("ETag"));

    assertThat(after.status()).isEqualTo(200);
    assertThat(after.json().at("/port").intValue()).isEqualTo(2022);
    assertThat(after.json().at("/site").isNull()).isTrue();
    assertThat(after.json().at("/tags")).hasSize(2);
    assertThat(after.text("/address")).isEqualTo(before.text("/address"));
    assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
  }

  @Test
  void a_patch_against_a_version_that_is_gone_changes_nothing() {
    String id = caller.device();
    String first = caller.get("/api/v1/devices/" + id).header("ETag");
    caller.patch("/api/v1/devices/" + id, Map.of("port", 2022), "If-Match", first);

    var late = caller.patch("/api/v1/devices/" + id, Map.of("port", 2023), "If-Match", first);

    assertThat(late.status()).isEqualTo(412);
    assertThat(late.code()).isEqualTo("stale");
    assertThat(late.header("ETag")).isNotEmpty().isNotEqualTo(first);
    assertThat(caller.get("/api/v1/devices/" + id).json().at("/port").intValue()).isEqualTo(2022);
  }

  @Test
  void changing_or_forgetting_needs_if_match() {
    String id = caller.device();

    assertThat(caller.patch("/api/v1/devices/" + id, Map.of("port", 1)).status()).isEqualTo(428);
    assertThat(caller.delete("/api/v1/devices/" + id).status()).isEqualTo(428);
    assertThat(caller.delete("/api/v1/devices/" + id, "If-Match", "*").code())
        .isEqualTo("invalid-header");
  }

  @Test
  void a_forgotten_device_is_gone() {
    String id = caller.device();
    String etag = caller.get("/api/v1/devices/" + id).header("ETag");

    assertThat(caller.delete("/api/v1/devices/" + id, "If-Match", etag).status()).isEqualTo(204);
    assertThat(caller.get("/api/v1/devices/" + id).status()).isEqualTo(404);
  }

  @Test
  void a_device_with_an_open_job_is_not_forgotten() {
    String id = caller.device();
    caller.job(id);
    String etag = caller.get("/api/v1/devices/" + id).header("ETag");

    var answer = caller.delete("/api/v1/devices/" + id, "If-Match", etag);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("still-in-use");
  }

  @Test
  void a_list_goes_on_from_its_cursor_and_misses_nothing_while_devices_are_added() {
    String credential = caller.credential();
    String site = Caller.unique("S");
    var registered = new HashSet<String>();
    for (int i = 0; i < 5; i++) {
      registered.add(device(credential, site));
    }
    var seen = new ArrayList<String>();
    var page = caller.get("/api/v1/devices?limit=2&site=" + site);
    while (true) {
      seen.addAll(page.all("/items", "id"));
      if (page.json().at("/nextCursor").isNull()) {
        break;
      }
      device(credential, Caller.unique("elsewhere"));
      page =
          caller.get(
              "/api/v1/devices?limit=2&site=" + site + "&cursor=" + page.text("/nextCursor"));
    }

    assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(registered);
  }

  private String device(String credential, String site) {
    var form = caller.deviceForm(credential);
    form.put("site", site);
    return Caller.created(caller.post("/api/v1/devices", form));
  }

  @Test
  void an_import_says_of_each_row_what_became_of_it() {
    String credential = caller.credential();
    var good = caller.deviceForm(credential);
    var twice = caller.deviceForm(credential);
    twice.put("name", good.get("name"));
    var wrong = caller.deviceForm("nobody");
    wrong.put("port", 70_000);

    var answer = caller.post("/api/v1/devices/import", List.of(good, twice, wrong, "not a device"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().at("/created").intValue()).isEqualTo(1);
    assertThat(answer.json().at("/refused").intValue()).isEqualTo(3);
    assertThat(answer.all("/rows", "result"))
        .containsExactly("CREATED", "REFUSED", "REFUSED", "REFUSED");
    assertThat(answer.text("/rows/1/violations/0/code")).isEqualTo("name-taken");
    assertThat(answer.text("/rows/2/violations/0/pointer")).isEqualTo("/port");
    assertThat(caller.get("/api/v1/devices/" + answer.text("/rows/0/id")).status()).isEqualTo(200);
  }

  @Test
  void a_table_is_imported_like_the_array_that_says_the_same() {
    String credential = caller.credential();
    String name = Caller.unique("core");
    String csv =
        "name,address,port,credential,site,tags,hostKeyPolicy\r\n"
            + name
            + ",192.0.2.11,2022,"
            + credential
            + ",\"New York\",dc1;dc2,TRUST_ON_FIRST_USE\r\n"
            + "broken,999.1.1.1,ssh,"
            + credential
            + ",,,TRUST_ON_FIRST_USE\r\n"
            + "short,192.0.2.12\r\n";

    var answer = caller.post("/api/v1/devices/import", csv, "Content-Type", "text/csv");

    assertThat(answer.all("/rows", "result")).containsExactly("CREATED", "REFUSED", "REFUSED");
    assertThat(answer.text("/rows/1/violations/0/code")).isEqualTo("malformed-address");
    assertThat(answer.text("/rows/1/violations/1/pointer")).isEqualTo("/port");
    var device = caller.get("/api/v1/devices/" + answer.text("/rows/0/id"));
    assertThat(device.json().at("/port").intValue()).isEqualTo(2022);
    assertThat(device.text("/site")).isEqualTo("New York");
    assertThat(device.json().at("/tags")).hasSize(2);
  }

  @Test
  void a_validated_import_stores_nothing() {
    var form = caller.deviceForm(caller.credential());

    var answer = caller.post("/api/v1/devices/import?validateOnly=true", List.of(form));

    assertThat(answer.all("/rows", "result")).containsExactly("VALID");
    assertThat(caller.get("/api/v1/devices?name=" + form.get("name")).json().at("/items"))
        .isEmpty();
  }
}
