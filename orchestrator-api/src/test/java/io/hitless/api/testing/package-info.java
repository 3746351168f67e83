/// Speaking to the service from outside.
package io.hitless.api.testing;
