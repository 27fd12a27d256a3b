package io.duebook.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Says no before a controller is reached, as RFC 6750 wants it said and with a body that explains. */
@Component
class ProblemWriter {

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    void unauthorized(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        boolean tried = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, tried ? "Bearer error=\"invalid_token\"" : "Bearer");
        write(
                response,
                Problem.of(
                        401,
                        "Unauthorized",
                        "invalid_token",
                        "Send a valid access token for " + Clients.ADMINISTRATION_AUDIENCE + "."));
    }

    void forbidden(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException {
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\", scope=\"identity:write\"");
        write(
                response,
                Problem.of(403, "Forbidden", "insufficient_scope", "The token needs the scope identity:write."));
    }

    private void write(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
