package io.hitless.audit;

import java.util.Optional;

/// One place of the log with the link that sealed it; a row without link was put in later, a link
/// without row lost it.
///
/// @param retired the row is so old that it may be gone
public record ChainedRow(long id, Optional<LogRow> row, Optional<Link> link, boolean retired) {}
