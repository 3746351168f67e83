/// Bad nights: jobs against simulated switches that have mishaps.
@org.jspecify.annotations.NullMarked
package io.hitless.job.night;
