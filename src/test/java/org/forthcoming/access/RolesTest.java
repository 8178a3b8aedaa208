package org.forthcoming.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;

/** What each role may call; ADMIN may everything, a stranger nothing. */
@AtTheDoor
class RolesTest {

    @Autowired
    private MockMvc door;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # method | address                              | SUPPORT | WAREHOUSE | FINANCE | OPERATIONS | ANALYST | INTEGRATION
              GET    | /api/offers                          | x       | x         | x       | x          | x       | x
              GET    | /api/offers/LAMP                     | x       | x         | x       | x          | x       | x
              PUT    | /api/offers/LAMP                     |         |           |         | x          |         |
              POST   | /api/offers/LAMP/pause               |         |           |         | x          |         |
              POST   | /api/offers/LAMP/resume              |         |           |         | x          |         |
              GET    | /api/supplies?sku=LAMP               | x       | x         | x       | x          | x       |
              GET    | /api/supplies/7                      | x       | x         | x       | x          | x       |
              POST   | /api/supplies                        |         |           |         | x          |         |
              PATCH  | /api/supplies/7                      |         |           |         | x          |         |
              POST   | /api/supplies/7/receipts             |         | x         |         | x          |         |
              GET    | /api/stock/LAMP                      | x       | x         | x       | x          | x       |
              POST   | /api/stock/LAMP/adjustments          |         | x         |         | x          |         | x
              GET    | /api/orders                          | x       | x         | x       | x          | x       | x
              GET    | /api/orders/2026-7.a                 | x       | x         | x       | x          | x       | x
              POST   | /api/orders                          | x       |           |         |            |         | x
              POST   | /api/orders/7/cancellation           | x       |           |         |            |         |
              POST   | /api/orders/7/payment                |         |           | x       |            |         | x
              POST   | /api/fulfillments/7/cancellation     | x       |           |         |            |         |
              POST   | /api/fulfillments/7/decision         | x       |           |         |            |         |
              POST   | /api/fulfillments/7/pin              |         |           |         | x          |         |
              POST   | /api/fulfillments/7/shipment         |         | x         |         | x          |         |
              POST   | /api/fulfillments/7/delivery         |         | x         |         |            |         | x
              POST   | /api/fulfillments/7/feedback         | x       |           |         |            |         | x
              GET    | /api/fulfillments/7/history          | x       | x         | x       | x          | x       |
              GET    | /api/mails                           | x       | x         | x       | x          | x       | x
              GET    | /api/mails/7                         | x       | x         | x       | x          | x       | x
              GET    | /api/blocked                         | x       | x         | x       | x          | x       |
              GET    | /api/metrics                         | x       | x         | x       | x          | x       |
              GET    | /api/clock                           | x       | x         | x       | x          | x       | x
              POST   | /api/clock/advance                   |         |           |         |            |         |
              DELETE | /api/orders/7                        |         |           |         |            |         |
              GET    | /api/anything-new                    |         |           |         |            |         |
              GET    | /operations/mails                    | x       | x         | x       | x          | x       |
              GET    | /operations/models                   | x       | x         | x       | x          | x       |
              POST   | /operations/models/rollouts          |         |           |         |            | x       |
              POST   | /operations/models/rollouts/7/approval |       |           |         |            | x       |
              GET    | /actuator/prometheus                 |         |           |         |            |         |
              POST   | /start/order                         |         |           |         |            |         |
              GET    | /engine-rest/task                    | x       | x         | x       | x          | x       | x
              POST   | /engine-rest/task/7/bpmnError        |         |           |         |            |         |
              POST   | /engine-rest/task/7/bpmnEscalation/  |         |           |         |            |         |
              POST   | /engine-rest/engine/default/task/7/bpmnError |  |           |         |            |         |
            """)
    void may(
            HttpMethod method,
            String address,
            String support,
            String warehouse,
            String finance,
            String operations,
            String analyst,
            String integration) {
        var said = new String[] {support, warehouse, finance, operations, analyst, integration};
        var allowed = Arrays.stream(Role.values())
                .filter(role -> role == Role.ADMIN || said[role.ordinal() - 1] != null)
                .collect(Collectors.toSet());

        assertThat(Arrays.stream(Role.values())
                        .filter(role -> mayCall(role, method, address))
                        .collect(Collectors.toSet()))
                .isEqualTo(allowed);
    }

    private boolean mayCall(Role role, HttpMethod method, String address) {
        try {
            var answer = door.perform(request(method, address)
                            .with(user("somebody").roles(role.name()))
                            .with(csrf()))
                    .andReturn()
                    .getResponse();
            assertThat(answer.getStatus()).isIn(200, 403);
            return answer.getStatus() == 200;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
