/// What all resources have in common: lists, versions, requests sent twice.
@NullMarked
package io.hitless.api.rest;

import org.jspecify.annotations.NullMarked;
