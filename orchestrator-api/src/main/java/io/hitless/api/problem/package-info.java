/// How the service says no: RFC 9457 problems, one stable code for each reason.
@NullMarked
package io.hitless.api.problem;

import org.jspecify.annotations.NullMarked;
