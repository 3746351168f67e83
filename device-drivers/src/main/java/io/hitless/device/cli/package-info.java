/// The conversation with a command line: modes, prompts, echoes, pagers, questions, and what of it
/// may be written down. Knows no command of its own but those that make a terminal quiet.
@NullMarked
package io.hitless.device.cli;

import org.jspecify.annotations.NullMarked;
