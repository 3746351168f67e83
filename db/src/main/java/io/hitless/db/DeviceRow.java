package io.hitless.db;

import io.hitless.device.HostKeyPolicy;
import io.hitless.device.SshProfile;
import io.hitless.inventory.Device;
import io.hitless.inventory.DeviceFacts;
import io.hitless.inventory.DeviceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A device between its record and its row.
record DeviceRow(Json json) {

  Map<String, @Nullable Object> columns(Device device) {
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("id", device.id().value());
    columns.put("name", device.name());
    columns.put("address", device.address());
    columns.put("port", device.port());
    columns.put("credential", device.credential());
    columns.put("site", device.site().orElse(null));
    columns.put("role", device.role().orElse(null));
    columns.put("tags", Columns.texts(device.tags()));
    columns.put("redundancyGroup", device.redundancyGroup().orElse(null));
    columns.put("sshProfile", device.sshProfile().name());
    columns.put("hostKeyPolicy", device.hostKeyPolicy().name());
    columns.put("hostKeys", Columns.texts(device.hostKeys()));
    columns.put("version", device.version());
    columns.put("updated", Columns.time(device.updatedAt()));
    return columns;
  }

  Map<String, @Nullable Object> facts(Optional<DeviceFacts> facts) {
    var columns = new HashMap<String, @Nullable Object>();
    columns.put("facts", facts.map(json::document).orElse(null));
    columns.put("platform", facts.map(known -> known.platform().name()).orElse(null));
    return columns;
  }

  Device device(ResultSet row, int index) throws SQLException {
    return new Device(
        new DeviceId(Columns.uuid(row, "id")),
        row.getString("name"),
        row.getString("address"),
        row.getInt("port"),
        row.getString("credential"),
        Columns.optionalText(row, "site"),
        Columns.optionalText(row, "role"),
        Set.copyOf(Columns.texts(row, "tags")),
        Columns.optionalText(row, "redundancy_group"),
        SshProfile.valueOf(row.getString("ssh_profile")),
        HostKeyPolicy.valueOf(row.getString("host_key_policy")),
        Set.copyOf(Columns.texts(row, "host_keys")),
        Columns.optionalText(row, "facts").map(text -> json.document(text, DeviceFacts.class)),
        row.getLong("version"),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"));
  }
}
