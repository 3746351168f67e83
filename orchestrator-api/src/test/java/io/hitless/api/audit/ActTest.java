package io.hitless.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ActTest {
  @ParameterizedTest
  @CsvSource({
    "POST,   jobs,                          job.create",
    "POST,   jobs/x/abort,                  job.abort",
    "POST,   jobs/x/take-over,              job.take-over",
    "GET,    jobs/x/transcript,             job.transcript.read",
    "GET,    jobs/x/evidence,               job.evidence.read",
    "POST,   devices,                       device.create",
    "PATCH,  devices/x,                     device.change",
    "DELETE, devices/x,                     device.remove",
    "POST,   devices/import,                device.import",
    "POST,   devices/x/readiness,           device.readiness",
    "POST,   devices/x/waivers,             device.waivers",
    "DELETE, devices/x/waivers/y,           device.waivers.remove",
    "PUT,    credentials/noc,               credential.replace",
    "PUT,    images/x/content,              image.content.replace",
    "POST,   emergency-stop,                emergency-stop.create",
    "DELETE, emergency-stop,                emergency-stop.remove",
    "POST,   api-keys,                      api-key.create",
    "POST,   campaigns/x/approve,           campaign.approve",
    "GET,    audit,                         audit.read",
    "GET,    audit/export,                  audit.export.read",
    "POST,   audit/verify,                  audit.verify",
    "POST,   webhooks/x/deliveries/y/replay, webhook.deliveries.replay",
    "POST,   devices/x/host-keys/y/approve,  device.host-keys.approve",
    "POST,   devices/x/host-keys/y/deny,     device.host-keys.deny",
    "GET,    'jobs/a b',                    unknown",
    "POST,   'jobs/x/$(reboot)',            unknown",
  })
  void a_request_has_a_word(String method, String path, String word) {
    var request = new MockHttpServletRequest(method, "/api/v1/" + path);
    request.setServletPath("/api/v1/" + path);
    assertThat(Act.of(request).word()).isEqualTo(word);
  }
}
