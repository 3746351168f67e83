package io.hitless.api.audit;

import io.hitless.access.Transactions;
import io.hitless.api.body.BodyFilter;
import io.hitless.audit.AuditEntry.Outcome;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Writes every change through the API down in the transaction that makes it, with the resource
/// before and after; and every look at what was typed and printed, before it is shown. Nobody is
/// answered before that is kept. Inside the transaction of a repeated request, so that an answer
/// given again is not an act.
@Component
@Order(BodyFilter.ORDER + 2)
final class AuditedRequests extends OncePerRequestFilter {
  private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

  /// What is looked at, and what takes too long for one transaction.
  private static final Pattern LOOKS =
      Pattern.compile(
          "/api/v1/(jobs/[^/]+/(transcript|evidence|replay)|readiness-runs/[^/]+/export"
              + "|audit|audit/export|audit/verify)");

  /// Sends bytes for minutes: the effect is a transaction of its own, and the entry follows it.
  private static final Pattern LONG = Pattern.compile("/api/v1/images/[^/]+/content");

  private final Writing writing;
  private final Transactions transactions;

  AuditedRequests(Writing writing, Transactions transactions) {
    this.writing = writing;
    this.transactions = transactions;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getServletPath().startsWith("/api/v1/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getUserPrincipal() instanceof Authentication who) {
      Writing.is(request, who);
    }
    writing.says(request);
    boolean changes = CHANGING.contains(request.getMethod());
    if (LOOKS.matcher(request.getServletPath()).matches()) {
      looks(request);
      chain.doFilter(request, response);
    } else if (!changes || "true".equals(request.getParameter("validateOnly"))) {
      chain.doFilter(request, response);
    } else if (LONG.matcher(request.getServletPath()).matches()) {
      chain.doFilter(request, response);
      changed(request, response, Optional.empty());
    } else {
      inOne(request, response, chain);
    }
  }

  private void looks(HttpServletRequest request) {
    Act act = Act.of(request);
    writing.write(
        request, act, Outcome.GRANTED, Optional.empty(), Optional.empty(), query(request));
  }

  private static Map<String, Object> query(HttpServletRequest request) {
    var asked = new LinkedHashMap<String, Object>();
    request
        .getParameterMap()
        .forEach((name, values) -> {
          if (asked.size() < 10) {
            asked.put(cut(name), cut(values[0]));
          }
        });
    return asked.isEmpty() ? Map.of() : Map.of("query", asked);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), 100));
  }

  private void inOne(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var held = new ContentCachingResponseWrapper(response);
    try {
      transactions.<Boolean>inOne(() -> {
        Optional<Snapshot.Shown> before = writing.shown(Act.of(request));
        pass(request, held, chain);
        if (held.getStatus() >= 400) {
          throw new SaysNo();
        }
        changed(request, held, before);
        return true;
      });
    } catch (SaysNo _) {
      // The answer stands in `held`; what the request stored is undone.
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    } catch (Failed failed) {
      throw failed.cause;
    }
    held.copyBodyToResponse();
  }

  private static void pass(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
    try {
      chain.doFilter(request, response);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (ServletException failed) {
      throw new Failed(failed);
    }
  }

  private void changed(
      HttpServletRequest request, HttpServletResponse response, Optional<Snapshot.Shown> before) {
    if (response.getStatus() >= 400) {
      return;
    }
    Act act = Act.of(request);
    Optional<String> location = Optional.ofNullable(response.getHeader("Location"));
    Optional<Snapshot.Shown> after =
        act.id().isPresent() ? writing.shown(act) : writing.made(act, location);
    var more = new LinkedHashMap<String, Object>();
    more.put("status", response.getStatus());
    location.ifPresent(it -> more.put("location", it));
    writing.write(request, act, Outcome.DONE, before, after, more);
  }

  /// Undoes the transaction of a request that was answered with no.
  private static final class SaysNo extends RuntimeException {
    SaysNo() {
      super(null, null, false, false);
    }
  }

  /// Carries a checked exception through the transaction.
  private static final class Failed extends RuntimeException {
    private final transient ServletException cause;

    Failed(ServletException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
