/// What is put around the real service inside its own JVM: marks, and a gate before its first turn.
@NullMarked
package io.hitless.chaos.service;

import org.jspecify.annotations.NullMarked;
