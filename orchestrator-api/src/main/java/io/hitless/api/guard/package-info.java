/// What may reach us: how often, from where, and what every answer tells a browser.
@NullMarked
package io.hitless.api.guard;

import org.jspecify.annotations.NullMarked;
