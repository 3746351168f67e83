/// How a session with a registered device is opened.
@NullMarked
package io.hitless.session;

import org.jspecify.annotations.NullMarked;
