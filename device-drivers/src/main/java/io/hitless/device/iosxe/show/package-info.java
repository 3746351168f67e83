/// One file a command: what IOS XE prints, read into facts. The folder is the list of what we
/// understand.
///
/// Every parser reads labels, not positions, tolerates blank lines between the lines, indentation,
/// an echoed command, a trailing prompt and log lines, and refuses everything else with
/// [io.hitless.device.DeviceException.UnrecognisedOutput]: unknown text is never an empty fact, and
/// half an answer is no answer.
@NullMarked
package io.hitless.device.iosxe.show;

import org.jspecify.annotations.NullMarked;
